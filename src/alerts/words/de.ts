// Alerts in German.

import type { Words } from './words.ts';

export const de: Words = {
  alerts: {
    'list-unread': {
      title: '{name} ist ausgefallen',
      cause: '{fault}',
      action: 'Die Sender behalten ihre letzten guten Daten; Masthead versucht es weiter.',
    },
    'only-unreached': {
      title: '{name} ist nicht erreichbar',
      cause:
        'Keine Antwort: {reason}. Der Anbieter kann ausgefallen sein, oder die eigene Leitung ins Internet: Es gibt keinen anderen, an dem es sich zeigt.',
      action: 'Die Sender behalten ihre letzten guten Daten; Masthead versucht es weiter.',
    },
    'streams-down': {
      title: '{name} ist ausgefallen',
      cause: 'Keiner der Streams geht: {reason}. {list}',
      action:
        'Sender laufen, wo es geht, von anderen Anbietern weiter; die Streams behalten ihre Plätze, und es wird weiter nachgesehen.',
    },
    'login-refused': {
      title: '{name} nimmt die Anmeldung nicht an',
      cause: '{fault}',
      action: 'Die Sender behalten ihre letzten guten Daten. Bitte Name und Passwort prüfen.',
    },
    'account-inactive': {
      title: 'Das Konto bei {name} ist nicht aktiv',
      cause: 'Das Konto ist {status}.',
      action: 'Die Sender behalten ihre letzten guten Daten.',
    },
    'used-elsewhere': {
      title: 'Das Konto bei {name} wird auch woanders benutzt',
      cause: 'Offene Verbindungen: {active}, davon eigene: {own}. Das Konto erlaubt {most}.',
      action: 'Masthead kommt mit dem aus, was übrig ist.',
    },
    'limit-too-high': {
      title: '{name} erlaubt weniger Verbindungen, als eingestellt sind',
      cause: 'Das Konto erlaubt {most}; für diesen Anbieter sind {ours} eingestellt.',
      action: 'Es wurde nichts geändert: Stelle das Limit des Anbieters auf {most}, oder lass es leer.',
    },
    'list-shrunk': {
      title: '{name} bietet plötzlich viel weniger',
      cause: 'Die Liste hat {now} Einträge; vorher waren es {before}.',
      action: 'Die vorige Liste bleibt, bis im Panel beim Anbieter bestätigt wird, dass die neue stimmt.',
    },
    'guide-old': {
      title: 'Der Programmführer von {name} geht zu Ende',
      cause: 'Es endet am {endsAt}.',
      action: 'Er wird bei jedem Abgleich neu gelesen.',
    },
    expires: {
      title: {
        one: '{name} läuft in einem Tag ab',
        other: '{name} läuft in {count} Tagen ab',
      },
      cause: 'Das Konto ist bis {expiresOn} bezahlt.',
      action: '',
    },
    'expires-today': {
      title: '{name} läuft innerhalb eines Tages ab',
      cause: 'Das Konto ist bis {expiresOn} bezahlt.',
      action: '',
    },
    expired: {
      title: '{name} ist abgelaufen',
      cause: 'Das Konto war bis {expiresOn} bezahlt.',
      action: '',
    },
    'network-down': {
      title: 'Kein Anbieter ist erreichbar',
      cause: 'Es liegt am eigenen Netz oder an dessen Leitung ins Internet, nicht an den Anbietern.',
      action: 'Keinem Stream wird es angelastet; Masthead sieht weiter nach, ob das Netz wieder da ist.',
    },
    'streams-dead': {
      title: {
        one: 'Ein Stream von {name} ist tot',
        other: '{count} Streams von {name} sind tot',
      },
      cause: {
        one: 'Er ging mehrmals nacheinander nicht, während andere der {streams} gehen.',
        other: 'Sie gingen mehrmals nacheinander nicht, während andere der {streams} gehen.',
      },
      action: {
        one: 'Er wird ausgelassen und immer wieder angesehen; lebt er wieder, kommt er von selbst zurück.',
        other: 'Sie werden ausgelassen und immer wieder angesehen; wer wieder lebt, kommt von selbst zurück.',
      },
    },
    'all-streams-dead': {
      title: { one: 'Der einzige Stream von {name} ist tot', other: 'Alle {count} Streams von {name} sind tot' },
      cause: {
        one: 'Er ging mehrmals nacheinander nicht.',
        other: 'Sie gingen mehrmals nacheinander nicht: kein einziger geht.',
      },
      action: {
        one: 'Er wird immer wieder angesehen; lebt er wieder, kommt er von selbst zurück.',
        other: 'Sie werden immer wieder angesehen; wer wieder lebt, kommt von selbst zurück.',
      },
    },
    'channels-dead': {
      title: {
        one: '{names}: kein Stream geht',
        other: '{count} Sender haben keinen Stream, der geht',
      },
      cause: {
        one: 'Alle seine Streams sind tot.',
        other: '{names}',
      },
      action: {
        one: 'Er wird trotzdem versucht, wenn ihn jemand sehen will.',
        other: 'Sie werden trotzdem versucht, wenn jemand sie sehen will.',
      },
    },
    'no-tuner': {
      title: 'Kein Tuner war frei',
      cause: 'Jemand wollte {channel} sehen und wurde abgewiesen: Alle Verbindungen sind belegt.',
      action: '',
    },
    switched: {
      title: '{channel} läuft von einem anderen Stream weiter',
      cause: 'Der vorige fiel aus: {reason}.',
      action: 'Das Bild war {gapMs} weg.',
    },
    upgraded: {
      title: '{channel} hat einen besseren Stream',
      cause: 'Besser durch: {aspect} ({after} von 100, der vorige {before}).',
      action: 'Wer jetzt einschaltet, bekommt ihn.',
    },
    'upgraded-at-once': {
      title: '{channel} hat einen besseren Stream',
      cause: 'Besser durch: {aspect} ({after} von 100, der vorige {before}).',
      action: 'Wer gerade zusieht, wechselt zu ihm.',
    },
    picture: {
      title: '{channel}: {faults}',
      cause: 'Jemand sieht gerade zu.',
      action: '',
    },
  },
  reasons: {
    'format.malformed': 'was kam, ist beschädigt',
    'format.not-a-playlist': 'es ist keine Playlist',
    'format.not-a-guide': 'es ist kein Programmführer',
    'format.too-large': 'es ist zu groß',
    'net.refused': 'der Server des Anbieters lehnte die Verbindung ab',
    'net.timeout': 'der Server des Anbieters antwortete nicht rechtzeitig',
    'net.reset': 'die Verbindung brach ab',
    'net.dns': 'der Name des Servers ist nicht zu finden',
    'net.tls': 'die verschlüsselte Verbindung schlug fehl',
    'net.too-many-redirects': 'der Server leitet endlos weiter',
    'net.truncated': 'es endete mittendrin',
    'net.malformed': 'die Antwort des Servers ist unlesbar',
    'net.bad-address': 'die Adresse ist nicht erlaubt oder ungültig',
    'provider.unknown': 'den Anbieter gibt es nicht mehr',
    'provider.invalid': 'die Angaben zum Anbieter stimmen nicht',
    'provider.unauthorised': 'der Anbieter nimmt die Anmeldung nicht an',
    'provider.refused': 'der Anbieter lehnte ab',
    'provider.not-found': 'an der Adresse des Anbieters ist nichts',
    'provider.unavailable': 'der Anbieter antwortet nicht',
    'provider.empty': 'der Anbieter schickte nichts',
    'provider.shrunk': 'die Liste des Anbieters ist viel kürzer als zuvor',
    'upstream.no-slot': 'keine Verbindung war frei',
    'upstream.limit-reached': 'das Verbindungslimit des Anbieters ist erreicht',
    'upstream.refused': 'der Anbieter lehnte ab',
    'upstream.not-found': 'der Anbieter hat ihn nicht mehr',
    'upstream.unavailable': 'der Anbieter antwortet nicht',
    'upstream.empty': 'es kam nichts',
    'upstream.not-video': 'es ist kein Video',
    'upstream.garbage': 'was kam, ist kein Stream',
    'upstream.no-picture': 'es hat kein Bild',
    'upstream.scrambled': 'es ist verschlüsselt',
    'upstream.clip': 'es ist immer wieder derselbe kurze Clip',
    'upstream.ended': 'der Anbieter beendete ihn',
    'upstream.stalled': 'der Anbieter sendete nichts mehr',
    'upstream.too-slow': 'er kommt langsamer, als er läuft',
    'upstream.timeout': 'kein Bild kam rechtzeitig',
    'upstream.unsupported': 'diese Art Stream geht nicht',
  },
  fault: 'Die Liste ist nicht lesbar: {reason}.',
  statuses: {
    expired: 'abgelaufen',
    banned: 'gesperrt',
    disabled: 'abgeschaltet',
  },
  pictures: {
    frozen: 'das Bild steht',
    black: 'das Bild ist schwarz',
    silent: 'der Ton fehlt',
  },
  aspects: {
    cost: 'Kosten',
    health: 'Gesundheit',
    language: 'Sprache',
    latency: 'schnelle Antwort',
    ordered: 'Platz in deiner Reihenfolge',
    pinned: 'Platz in deiner Reihenfolge',
    provider: 'Anbieter',
    quality: 'Qualität',
    slots: 'freie Verbindungen',
  },
  and: ' und ',
  anyNumber: 'beliebig viele',
  aChannel: 'Ein Sender',
  message: {
    over: 'Vorbei: {title}',
    isOver: 'Es ist nach {span} vorbei.',
    many: '{count} Meldungen',
    more: '… und {count} weitere',
    affected: {
      one: 'Ein Sender ist betroffen.',
      other: '{count} Sender sind betroffen.',
    },
    testTitle: 'das ist ein Test',
    testText: 'Meldungen kommen hier an.',
  },
  summary: {
    title: 'der letzte Tag',
    channels: {
      one: '{count} Sender',
      other: '{count} Sender',
    },
    providers: {
      one: '{count} Anbieter',
      other: '{count} Anbietern',
    },
    allUp: '{channels} von {providers}, alle erreichbar.',
    someDown: '{channels} von {providers}; ausgefallen: {down}.',
    onAir: {
      one: '{count}-mal',
      other: '{count}-mal',
    },
    failovers: {
      one: '{count} Wechsel des Streams',
      other: '{count} Wechsel des Streams',
    },
    sessions: '{onAir} auf Sendung gegangen, {failovers}.',
    alerts: {
      one: '{count} Meldung',
      other: '{count} Meldungen',
    },
    stillOpen: '{alerts}, {open} noch offen',
    streams: 'Streams: {alive} gehen, {failing} schwächeln, {dead} sind tot',
    without: {
      one: '; {count} Sender hat keinen, der geht',
      other: '; {count} Sender haben keinen, der geht',
    },
    providersDown: 'Bei {down} von {seen} Anbietern geht gerade kein Stream.',
  },
  months: [
    'Januar',
    'Februar',
    'März',
    'April',
    'Mai',
    'Juni',
    'Juli',
    'August',
    'September',
    'Oktober',
    'November',
    'Dezember',
  ],
  date: '{day}. {month} {year}',
  units: {
    day: 'T.',
    hour: 'Std.',
    minute: 'Min.',
  },
  thousands: '.',
  decimal: ',',
};
