// Alerts in Dutch.

import type { Words } from './words.ts';

export const nl: Words = {
  alerts: {
    'list-unread': {
      title: '{name} ligt eruit',
      cause: '{fault}',
      action: 'De zenders houden hun laatste goede gegevens; Masthead blijft het proberen.',
    },
    'only-unreached': {
      title: '{name} is niet bereikbaar',
      cause:
        'Geen antwoord: {reason}. De aanbieder kan eruit liggen, of de eigen lijn naar het internet: er is geen andere aanbieder die het laat zien.',
      action: 'De zenders houden hun laatste goede gegevens; Masthead blijft het proberen.',
    },
    'streams-down': {
      title: '{name} ligt eruit',
      cause: 'Geen van de streams werkt: {reason}. {list}',
      action:
        'Zenders gaan waar het kan verder via andere aanbieders; de streams houden hun plaats en worden opnieuw bekeken.',
    },
    'login-refused': {
      title: '{name} accepteert de login niet',
      cause: '{fault}',
      action: 'De zenders houden hun laatste goede gegevens. Kijk de naam en het wachtwoord na.',
    },
    'account-inactive': {
      title: 'Het account bij {name} is niet actief',
      cause: 'Het account is {status}.',
      action: 'De zenders houden hun laatste goede gegevens.',
    },
    'used-elsewhere': {
      title: 'Het account bij {name} wordt ook elders gebruikt',
      cause: 'Open verbindingen: {active}, waarvan eigen: {own}. Het account staat er {most} toe.',
      action: 'Masthead redt zich met wat overblijft.',
    },
    'limit-too-high': {
      title: '{name} staat minder verbindingen toe dan ingesteld',
      cause: 'Het account staat er {most} toe; voor deze aanbieder zijn er {ours} ingesteld.',
      action: 'Er is niets veranderd: zet de limiet van de aanbieder op {most}, of laat hem leeg.',
    },
    'list-shrunk': {
      title: '{name} biedt ineens veel minder',
      cause: 'De lijst heeft {now} regels; eerst waren het er {before}.',
      action: 'De vorige lijst blijft tot in het paneel bij de aanbieder wordt bevestigd dat de nieuwe klopt.',
    },
    'guide-old': {
      title: 'De gids van {name} raakt op',
      cause: 'Hij eindigt {endsAt}.',
      action: 'Hij wordt bij elke synchronisatie opnieuw gelezen.',
    },
    expires: {
      title: {
        one: '{name} verloopt over een dag',
        other: '{name} verloopt over {count} dagen',
      },
      cause: 'Het account is betaald tot {expiresOn}.',
      action: '',
    },
    'expires-today': {
      title: '{name} verloopt binnen een dag',
      cause: 'Het account is betaald tot {expiresOn}.',
      action: '',
    },
    expired: {
      title: '{name} is verlopen',
      cause: 'Het account was betaald tot {expiresOn}.',
      action: '',
    },
    'network-down': {
      title: 'Geen aanbieder is bereikbaar',
      cause: 'Het ligt aan het eigen netwerk of de lijn naar het internet, niet aan de aanbieders.',
      action: 'Geen stream krijgt de schuld; Masthead blijft kijken of het netwerk terug is.',
    },
    'streams-dead': {
      title: {
        one: 'Een stream van {name} is dood',
        other: '{count} streams van {name} zijn dood',
      },
      cause: {
        one: 'Hij werkte meerdere keren achter elkaar niet, terwijl andere van de {streams} werken.',
        other: 'Ze werkten meerdere keren achter elkaar niet, terwijl andere van de {streams} werken.',
      },
      action: {
        one: 'Hij wordt overgeslagen en steeds opnieuw bekeken; leeft hij weer, dan komt hij vanzelf terug.',
        other: 'Ze worden overgeslagen en steeds opnieuw bekeken; wat weer leeft komt vanzelf terug.',
      },
    },
    'all-streams-dead': {
      title: { one: 'De enige stream van {name} is dood', other: 'Alle {count} streams van {name} zijn dood' },
      cause: {
        one: 'Hij werkte meerdere keren achter elkaar niet.',
        other: 'Ze werkten meerdere keren achter elkaar niet: geen enkele werkt.',
      },
      action: {
        one: 'Hij wordt steeds opnieuw bekeken; leeft hij weer, dan komt hij vanzelf terug.',
        other: 'Ze worden steeds opnieuw bekeken; wat weer leeft komt vanzelf terug.',
      },
    },
    'channels-dead': {
      title: {
        one: '{names} heeft geen stream die werkt',
        other: '{count} zenders hebben geen stream die werkt',
      },
      cause: {
        one: 'Al zijn streams zijn dood.',
        other: '{names}',
      },
      action: {
        one: 'Hij wordt toch geprobeerd als iemand wil kijken.',
        other: 'Ze worden toch geprobeerd als iemand wil kijken.',
      },
    },
    'no-tuner': {
      title: 'Er was geen tuner vrij',
      cause: 'Iemand wilde {channel} kijken en werd geweigerd: alle verbindingen zijn bezet.',
      action: '',
    },
    switched: {
      title: '{channel} gaat verder met een andere stream',
      cause: 'De vorige viel uit: {reason}.',
      action: 'Het beeld was {gapMs} weg.',
    },
    upgraded: {
      title: '{channel} heeft een betere stream',
      cause: 'Beter door: {aspect} ({after} van 100, de vorige {before}).',
      action: 'Wie nu begint te kijken krijgt hem.',
    },
    'upgraded-at-once': {
      title: '{channel} heeft een betere stream',
      cause: 'Beter door: {aspect} ({after} van 100, de vorige {before}).',
      action: 'Wie nu kijkt gaat ernaar over.',
    },
    picture: {
      title: '{channel}: {faults}',
      cause: 'Er kijkt iemand.',
      action: '',
    },
  },
  reasons: {
    'format.malformed': 'wat kwam is beschadigd',
    'format.not-a-playlist': 'het is geen afspeellijst',
    'format.not-a-guide': 'het is geen gids',
    'format.too-large': 'het is te groot',
    'net.refused': 'de server weigerde de verbinding',
    'net.timeout': 'de server antwoordde niet op tijd',
    'net.reset': 'de verbinding werd verbroken',
    'net.dns': 'de naam van de server is niet te vinden',
    'net.tls': 'de versleutelde verbinding mislukte',
    'net.too-many-redirects': 'de server stuurt eindeloos door',
    'net.truncated': 'het eindigde halverwege',
    'net.malformed': 'het antwoord van de server is onleesbaar',
    'net.bad-address': 'het adres is niet toegestaan of ongeldig',
    'provider.unknown': 'de aanbieder bestaat niet meer',
    'provider.invalid': 'de gegevens van de aanbieder kloppen niet',
    'provider.unauthorised': 'de aanbieder accepteert de login niet',
    'provider.refused': 'de aanbieder weigerde',
    'provider.not-found': 'op het adres van de aanbieder staat niets',
    'provider.unavailable': 'de aanbieder antwoordt niet',
    'provider.empty': 'de aanbieder stuurde niets',
    'provider.shrunk': 'de lijst van de aanbieder is veel korter dan eerst',
    'upstream.no-slot': 'geen verbinding vrij',
    'upstream.limit-reached': 'de verbindingslimiet van de aanbieder is bereikt',
    'upstream.refused': 'de aanbieder weigerde',
    'upstream.not-found': 'de aanbieder heeft hem niet meer',
    'upstream.unavailable': 'de aanbieder antwoordt niet',
    'upstream.empty': 'er kwam niets',
    'upstream.not-video': 'het is geen video',
    'upstream.garbage': 'wat kwam is geen stream',
    'upstream.no-picture': 'er is geen beeld',
    'upstream.scrambled': 'het is versleuteld',
    'upstream.clip': 'het is steeds hetzelfde korte fragment',
    'upstream.ended': 'de aanbieder beëindigde hem',
    'upstream.stalled': 'de aanbieder stuurde niets meer',
    'upstream.too-slow': 'hij komt trager dan hij speelt',
    'upstream.timeout': 'er kwam niet op tijd beeld',
    'upstream.unsupported': 'dit soort stream kan niet',
  },
  fault: 'De lijst is niet te lezen: {reason}.',
  statuses: {
    expired: 'verlopen',
    banned: 'geblokkeerd',
    disabled: 'uitgeschakeld',
  },
  pictures: {
    frozen: 'het beeld staat stil',
    black: 'het beeld is zwart',
    silent: 'er is geen geluid',
  },
  aspects: {
    cost: 'kosten',
    health: 'gezondheid',
    language: 'taal',
    latency: 'snel antwoord',
    ordered: 'plaats in je volgorde',
    pinned: 'plaats in je volgorde',
    provider: 'aanbieder',
    quality: 'kwaliteit',
    slots: 'vrije verbindingen',
  },
  and: ' en ',
  anyNumber: 'onbeperkt veel',
  aChannel: 'Een zender',
  message: {
    over: 'Voorbij: {title}',
    isOver: 'Het is na {span} voorbij.',
    many: '{count} meldingen',
    more: '… en nog {count}',
    affected: {
      one: 'Eén zender is getroffen.',
      other: '{count} zenders zijn getroffen.',
    },
    testTitle: 'dit is een test',
    testText: 'Meldingen komen hier aan.',
  },
  summary: {
    title: 'de afgelopen dag',
    channels: {
      one: '{count} zender',
      other: '{count} zenders',
    },
    providers: {
      one: '{count} aanbieder',
      other: '{count} aanbieders',
    },
    allUp: '{channels} van {providers}, alles werkt.',
    someDown: '{channels} van {providers}; uitgevallen: {down}.',
    onAir: {
      one: '{count} keer',
      other: '{count} keer',
    },
    failovers: {
      one: '{count} overstap naar een andere stream',
      other: '{count} overstappen naar een andere stream',
    },
    sessions: '{onAir} uitgezonden, {failovers}.',
    alerts: {
      one: '{count} melding',
      other: '{count} meldingen',
    },
    stillOpen: '{alerts}, {open} nog open',
    streams: 'Streams: {alive} werken, {failing} haperen, {dead} zijn dood',
    without: {
      one: '; {count} zender heeft er geen die werkt',
      other: '; {count} zenders hebben er geen die werkt',
    },
    providersDown: 'Bij {down} van {seen} aanbieders werkt nu geen stream.',
  },
  months: [
    'januari',
    'februari',
    'maart',
    'april',
    'mei',
    'juni',
    'juli',
    'augustus',
    'september',
    'oktober',
    'november',
    'december',
  ],
  date: '{day} {month} {year}',
  units: {
    day: 'd',
    hour: 'u',
    minute: 'min',
  },
  thousands: '.',
  decimal: ',',
};
