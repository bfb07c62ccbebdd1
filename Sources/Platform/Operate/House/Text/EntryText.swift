// Words of the way in.

enum EntryText {
    static let catalogue = #"""
        sign-in.title
          en Sign in
          es Entrar
          fr Se connecter
        sign-in.name
          en Name
          es Nombre
          fr Nom
        sign-in.password
          en Password
          es Contraseña
          fr Mot de passe
        first-run.title
          en Create the first administrator
          es Cree el primer administrador
          fr Créez le premier administrateur
        first-run.why
          en Nobody can sign in yet. This person can add all others.
          es Nadie puede entrar todavía. Esta persona podrá añadir a las demás.
          fr Personne ne peut encore se connecter. Cette personne pourra ajouter toutes les autres.
        first-run.do
          en Create administrator
          es Crear administrador
          fr Créer l’administrateur
        password.hint
          en At least {shortest} characters; a sentence is good.
          es Al menos {shortest} caracteres; una frase es buena.
          fr Au moins {shortest} caractères ; une phrase convient bien.
        password.again
          en The same password again
          es La misma contraseña otra vez
          fr Le même mot de passe encore une fois
        problem.passwords_differ
          en The two passwords are not the same; nothing was changed.
          es Las dos contraseñas no son iguales; no se cambió nada.
          fr Les deux mots de passe diffèrent ; rien n’a été changé.

        """#
}
