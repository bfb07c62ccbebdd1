// Words of settings and search.

enum SettingsText {
    static let catalogue = #"""
        settings.title
          en Settings
          es Ajustes
          fr Réglages
        settings.answer.closed
          en Everybody has to sign in to see anything.
          es Todos deben entrar para ver algo.
          fr Chacun doit se connecter pour voir quoi que ce soit.
        settings.answer.open
          en Old programs read without signing in; everybody else has to sign in.
          es Los programas viejos leen sin entrar; los demás deben entrar.
          fr Les anciens programmes lisent sans se connecter ; tous les autres doivent le faire.
        settings.saved
          en The settings are saved.
          es Los ajustes se guardaron.
          fr Les réglages sont enregistrés.
        settings.save
          en Save settings
          es Guardar ajustes
          fr Enregistrer les réglages
        settings.plant.name
          en Name of the plant
          es Nombre de la planta
          fr Nom de l’usine
        settings.plant.name.why
          en Stands above the Floor.
          es Aparece encima de la página Planta.
          fr Figure au-dessus de la page Atelier.
        settings.access.legacy_anonymous_read
          en Old programs may read without signing in
          es Los programas viejos pueden leer sin entrar
          fr Les anciens programmes peuvent lire sans se connecter
        settings.access.legacy_anonymous_read.why
          en Opens the GET paths of the old systems to everybody on this network. Their writes still need to sign in.
          es Abre las rutas GET de los sistemas viejos a todos en esta red. Sus escrituras siguen pidiendo entrar.
          fr Ouvre les chemins GET des anciens systèmes à tous sur ce réseau. Leurs écritures demandent toujours de se connecter.
        settings.metrics.closed
          en Metrics need a token
          es Las métricas piden una llave
          fr Les métriques demandent un jeton
        settings.metrics.closed.why
          en Otherwise /metrics is open: it tells counts and versions, no names and no rows.
          es Si no, /metrics está abierto: dice cuentas y versiones, ni nombres ni filas.
          fr Sinon /metrics est ouvert : il donne des décomptes et des versions, ni noms ni lignes.
        settings.access.secure_cookies
          en Sign-in only over TLS
          es Entrar solo por TLS
          fr Connexion par TLS seulement
        settings.access.secure_cookies.why
          en Browsers then never send the session over a plain connection. Switch it on only when Gemba is reached by https.
          es Los navegadores no enviarán la sesión por una conexión sin cifrar. Actívelo solo si se llega a Gemba por https.
          fr Les navigateurs n’envoient alors jamais la session en clair. À activer seulement si Gemba est joint en https.
        settings.process
          en Set where Gemba is started
          es Se fija donde se inicia Gemba
          fr Fixé là où Gemba est lancé
        settings.process.why
          en Changed by flags or GEMBA_ variables, then a restart.
          es Se cambia con opciones o variables GEMBA_, y se reinicia.
          fr Se change par options ou variables GEMBA_, puis redémarrage.
        settings.database
          en Database
          es Base de datos
          fr Base de données
        settings.zone
          en Time zone
          es Zona horaria
          fr Fuseau horaire
        settings.folder
          en Data folder
          es Carpeta de datos
          fr Dossier de données
        settings.version
          en Version
          es Versión
          fr Version
        search.title
          en Search
          es Buscar
          fr Recherche
        search.empty
          en Type a reel, lot, part or file into the field at the top.
          es Escriba un carrete, lote, parte o archivo en el campo de arriba.
          fr Saisissez une bobine, un lot, un composant ou un fichier dans le champ du haut.
        search.answer
          en “{text}” may be one of these.
          es «{text}» puede ser uno de estos.
          fr « {text} » peut être l’un de ceux-ci.
        search.lot
          en Reel or lot {text}
          es Carrete o lote {text}
          fr Bobine ou lot {text}
        search.lot.why
          en Every slot and time it was in.
          es Cada ranura y hora en que estuvo.
          fr Chaque emplacement et moment où elle était.
        search.part
          en Part {text}
          es Parte {text}
          fr Composant {text}
        search.part.why
          en Every change whose part contains it.
          es Cada cambio cuya parte lo contiene.
          fr Chaque changement dont le composant le contient.
        search.file
          en Files named {text}
          es Archivos llamados {text}
          fr Fichiers nommés {text}
        search.file.why
          en Where each of their lines went.
          es A dónde fue cada una de sus líneas.
          fr Où est allée chacune de leurs lignes.

        """#
}
