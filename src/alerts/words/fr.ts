// Alerts in French.

import type { Words } from './words.ts';

export const fr: Words = {
  alerts: {
    'list-unread': {
      title: '{name} est en panne',
      cause: '{fault}',
      action: 'Ses chaînes gardent leurs dernières bonnes données ; Masthead continue d’essayer.',
    },
    'only-unreached': {
      title: '{name} n’est pas joignable',
      cause:
        'Pas de réponse : {reason}. Le fournisseur peut être en panne, ou notre propre ligne vers Internet : aucun autre fournisseur ne permet de le savoir.',
      action: 'Ses chaînes gardent leurs dernières bonnes données ; Masthead continue d’essayer.',
    },
    'streams-down': {
      title: '{name} est en panne',
      cause: 'Aucun de ses flux ne fonctionne : {reason}. {list}',
      action:
        'Les chaînes continuent par d’autres fournisseurs quand c’est possible ; ses flux gardent leur place et sont revérifiés.',
    },
    'login-refused': {
      title: '{name} refuse l’identification',
      cause: '{fault}',
      action: 'Ses chaînes gardent leurs dernières bonnes données. Vérifiez le nom et le mot de passe.',
    },
    'account-inactive': {
      title: 'Le compte chez {name} n’est pas actif',
      cause: 'Le compte est {status}.',
      action: 'Ses chaînes gardent leurs dernières bonnes données.',
    },
    'used-elsewhere': {
      title: 'Le compte chez {name} est utilisé ailleurs',
      cause: 'Connexions ouvertes : {active}, dont les nôtres : {own}. Le compte en permet {most}.',
      action: 'Masthead se contente de ce qui reste.',
    },
    'limit-too-high': {
      title: '{name} permet moins de connexions que réglé',
      cause: 'Le compte en permet {most} ; {ours} sont réglées pour ce fournisseur.',
      action: 'Rien n’a été changé : réglez la limite du fournisseur sur {most}, ou laissez-la vide.',
    },
    'list-shrunk': {
      title: '{name} propose soudain bien moins',
      cause: 'La liste a {now} entrées ; elle en avait {before}.',
      action:
        'La liste précédente est gardée jusqu’à ce que la nouvelle soit confirmée dans le panneau, chez le fournisseur.',
    },
    'guide-old': {
      title: 'Le guide de {name} arrive à sa fin',
      cause: 'Il se termine le {endsAt}.',
      action: 'Il est relu à chaque synchronisation.',
    },
    expires: {
      title: {
        one: '{name} expire dans un jour',
        other: '{name} expire dans {count} jours',
      },
      cause: 'Le compte est payé jusqu’au {expiresOn}.',
      action: '',
    },
    'expires-today': {
      title: '{name} expire d’ici un jour',
      cause: 'Le compte est payé jusqu’au {expiresOn}.',
      action: '',
    },
    expired: {
      title: '{name} a expiré',
      cause: 'Le compte était payé jusqu’au {expiresOn}.',
      action: '',
    },
    'network-down': {
      title: 'Aucun fournisseur n’est joignable',
      cause: 'C’est notre réseau ou sa ligne vers Internet, pas les fournisseurs.',
      action: 'Aucun flux n’en est tenu responsable ; Masthead vérifie si le réseau revient.',
    },
    'streams-dead': {
      title: {
        one: 'Un flux de {name} est mort',
        other: '{count} flux de {name} sont morts',
      },
      cause: {
        one: 'Il a échoué plusieurs fois de suite, alors que d’autres des {streams} fonctionnent.',
        other: 'Ils ont échoué plusieurs fois de suite, alors que d’autres des {streams} fonctionnent.',
      },
      action: {
        one: 'Il est laissé de côté et revérifié ; s’il revit, il revient de lui-même.',
        other: 'Ils sont laissés de côté et revérifiés ; ceux qui revivent reviennent d’eux-mêmes.',
      },
    },
    'all-streams-dead': {
      title: { one: 'Le seul flux de {name} est mort', other: 'Les {count} flux de {name} sont morts' },
      cause: {
        one: 'Il a échoué plusieurs fois de suite.',
        other: 'Ils ont échoué plusieurs fois de suite : aucun ne fonctionne.',
      },
      action: {
        one: 'Il est revérifié ; s’il revit, il revient de lui-même.',
        other: 'Ils sont revérifiés ; ceux qui revivent reviennent d’eux-mêmes.',
      },
    },
    'channels-dead': {
      title: {
        one: '{names} n’a aucun flux qui fonctionne',
        other: '{count} chaînes n’ont aucun flux qui fonctionne',
      },
      cause: {
        one: 'Tous ses flux sont morts.',
        other: '{names}',
      },
      action: {
        one: 'Elle est essayée quand même si quelqu’un veut la regarder.',
        other: 'Elles sont essayées quand même si quelqu’un veut les regarder.',
      },
    },
    'no-tuner': {
      title: 'Aucun tuner n’était libre',
      cause: 'Quelqu’un voulait regarder {channel} et a été refusé : toutes les connexions sont prises.',
      action: '',
    },
    switched: {
      title: '{channel} continue par un autre flux',
      cause: 'Le précédent a échoué : {reason}.',
      action: 'L’image a manqué pendant {gapMs}.',
    },
    upgraded: {
      title: '{channel} a un meilleur flux',
      cause: 'Meilleur par : {aspect} ({after} sur 100, le précédent {before}).',
      action: 'Ceux qui commencent à regarder l’obtiennent.',
    },
    'upgraded-at-once': {
      title: '{channel} a un meilleur flux',
      cause: 'Meilleur par : {aspect} ({after} sur 100, le précédent {before}).',
      action: 'Ceux qui regardent y sont transférés.',
    },
    picture: {
      title: '{channel} : {faults}',
      cause: 'Quelqu’un est en train de regarder.',
      action: '',
    },
  },
  reasons: {
    'format.malformed': 'ce qui est venu est endommagé',
    'format.not-a-playlist': 'ce n’est pas une playlist',
    'format.not-a-guide': 'ce n’est pas un guide',
    'format.too-large': 'c’est trop gros',
    'net.refused': 'le serveur a refusé la connexion',
    'net.timeout': 'le serveur n’a pas répondu à temps',
    'net.reset': 'la connexion a été coupée',
    'net.dns': 'le nom du serveur est introuvable',
    'net.tls': 'la connexion chiffrée a échoué',
    'net.too-many-redirects': 'le serveur redirige sans fin',
    'net.truncated': 'cela s’est arrêté au milieu',
    'net.malformed': 'la réponse du serveur est illisible',
    'net.bad-address': 'l’adresse n’est pas permise ou pas valide',
    'provider.unknown': 'le fournisseur n’existe plus',
    'provider.invalid': 'les réglages du fournisseur sont erronés',
    'provider.unauthorised': 'le fournisseur refuse l’identification',
    'provider.refused': 'le fournisseur a refusé',
    'provider.not-found': 'il n’y a rien à l’adresse du fournisseur',
    'provider.unavailable': 'le fournisseur ne répond pas',
    'provider.empty': 'le fournisseur n’a rien envoyé',
    'provider.shrunk': 'la liste du fournisseur est bien plus courte qu’avant',
    'upstream.no-slot': 'aucune connexion libre',
    'upstream.limit-reached': 'la limite de connexions du fournisseur est atteinte',
    'upstream.refused': 'le fournisseur a refusé',
    'upstream.not-found': 'le fournisseur ne l’a plus',
    'upstream.unavailable': 'le fournisseur ne répond pas',
    'upstream.empty': 'rien n’est venu',
    'upstream.not-video': 'ce n’est pas une vidéo',
    'upstream.garbage': 'ce qui est venu n’est pas un flux',
    'upstream.no-picture': 'il n’y a pas d’image',
    'upstream.scrambled': 'il est crypté',
    'upstream.clip': 'c’est toujours le même court clip',
    'upstream.ended': 'le fournisseur l’a terminé',
    'upstream.stalled': 'le fournisseur n’envoyait plus rien',
    'upstream.too-slow': 'il arrive moins vite qu’il ne joue',
    'upstream.timeout': 'aucune image à temps',
    'upstream.unsupported': 'ce type de flux n’est pas pris en charge',
  },
  fault: 'La liste ne peut pas être lue : {reason}.',
  statuses: {
    expired: 'expiré',
    banned: 'bloqué',
    disabled: 'désactivé',
  },
  pictures: {
    frozen: 'l’image est figée',
    black: 'l’image est noire',
    silent: 'le son manque',
  },
  aspects: {
    cost: 'coût',
    health: 'santé',
    language: 'langue',
    latency: 'réponse rapide',
    ordered: 'place dans votre ordre',
    pinned: 'place dans votre ordre',
    provider: 'fournisseur',
    quality: 'qualité',
    slots: 'connexions libres',
  },
  and: ' et ',
  anyNumber: 'un nombre illimité',
  aChannel: 'Une chaîne',
  message: {
    over: 'Terminé : {title}',
    isOver: 'C’est terminé après {span}.',
    many: '{count} alertes',
    more: '… et {count} de plus',
    affected: {
      one: 'Une chaîne est touchée.',
      other: '{count} chaînes sont touchées.',
    },
    testTitle: 'ceci est un test',
    testText: 'Les alertes arrivent ici.',
  },
  summary: {
    title: 'le dernier jour',
    channels: {
      one: '{count} chaîne',
      other: '{count} chaînes',
    },
    providers: {
      one: '{count} fournisseur',
      other: '{count} fournisseurs',
    },
    allUp: '{channels} de {providers}, aucune panne.',
    someDown: '{channels} de {providers} ; en panne : {down}.',
    onAir: {
      one: '{count} mise à l’antenne',
      other: '{count} mises à l’antenne',
    },
    failovers: {
      one: '{count} basculement',
      other: '{count} basculements',
    },
    sessions: '{onAir}, {failovers}.',
    alerts: {
      one: '{count} alerte',
      other: '{count} alertes',
    },
    stillOpen: '{alerts}, encore ouvertes : {open}',
    streams: 'Flux : {alive} fonctionnent, {failing} faiblissent, {dead} sont morts',
    without: {
      one: ' ; {count} chaîne n’en a aucun qui fonctionne',
      other: ' ; {count} chaînes n’en ont aucun qui fonctionne',
    },
    providersDown: 'Chez {down} fournisseurs sur {seen}, aucun flux ne fonctionne en ce moment.',
  },
  months: [
    'janvier',
    'février',
    'mars',
    'avril',
    'mai',
    'juin',
    'juillet',
    'août',
    'septembre',
    'octobre',
    'novembre',
    'décembre',
  ],
  date: '{day} {month} {year}',
  units: {
    day: 'j',
    hour: 'h',
    minute: 'min',
  },
  thousands: ' ',
  decimal: ',',
  isZeroOne: true,
};
