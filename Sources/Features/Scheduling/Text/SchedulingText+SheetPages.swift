// The words of the pages on which sheets come in and go out.

extension SchedulingText {
    static let sheetPages = #"""
        scheduling.sheets
          en Sheets
          es Hojas
          fr Feuilles
        scheduling.sheets.import
          en Import a sheet
          es Importar una hoja
          fr Importer une feuille
        scheduling.sheets.export
          en Export
          es Exportar
          fr Exporter
        scheduling.sheets.import.question
          en What does the planner’s sheet change?
          es ¿Qué cambia la hoja del planificador?
          fr Que change la feuille du planificateur ?
        scheduling.sheets.import.answer
          en Nothing is changed before you have seen it; what was changed here since the last import stays.
          es No se cambia nada antes de que lo haya visto; lo que se cambió aquí desde la última importación se queda.
          fr Rien ne change avant que vous l’ayez vu ; ce qui a été modifié ici depuis le dernier import reste.
        scheduling.sheets.file
          en A planner’s CSV file
          es Un archivo CSV del planificador
          fr Un fichier CSV du planificateur
        scheduling.sheets.file.hint
          en As Excel saves it, with its preamble and totals. Up to 20 MB and 50,000 rows.
          es Como lo guarda Excel, con su preámbulo y totales. Hasta 20 MB y 50 000 filas.
          fr Tel qu’Excel l’enregistre, avec son préambule et ses totaux. Jusqu’à 20 Mo et 50 000 lignes.
        scheduling.sheets.preview
          en Show what would change
          es Mostrar qué cambiaría
          fr Montrer ce qui changerait
        scheduling.sheets.preview.answer
          en {rows} rows: {create} new, {update} changed, {same} as they are, {skip} left, {errors} errors.
          es {rows} filas: {create} nuevas, {update} cambiadas, {same} iguales, {skip} sin tocar, {errors} errores.
          fr {rows} lignes : {create} nouvelles, {update} modifiées, {same} inchangées, {skip} laissées, {errors} erreurs.
        scheduling.sheets.apply
          en Import {n} rows
          es Importar {n} filas
          fr Importer {n} lignes
        scheduling.sheets.apply.note
          en Note this sheet
          es Anotar esta hoja
          fr Noter cette feuille
        scheduling.sheets.partial
          en Import the rows without errors
          es Importar las filas sin errores
          fr Importer les lignes sans erreur
        scheduling.sheets.cancel
          en Another file
          es Otro archivo
          fr Un autre fichier
        scheduling.sheets.errors.left
          en Nothing is imported while there are errors.
          es No se importa nada mientras haya errores.
          fr Rien n’est importé tant qu’il y a des erreurs.
        scheduling.sheets.errors.step
          en Correct the lines in the file and upload it again, or import the rows without errors.
          es Corrija las líneas en el archivo y súbalo otra vez, o importe las filas sin errores.
          fr Corrigez les lignes du fichier et envoyez-le à nouveau, ou importez les lignes sans erreur.
        scheduling.sheets.conflicts
          en {n} values were changed in the sheet and here since the last import; ours stay.
          es {n} valores se cambiaron en la hoja y aquí desde la última importación; se quedan los de aquí.
          fr {n} valeurs ont été modifiées dans la feuille et ici depuis le dernier import ; les nôtres restent.
        scheduling.sheets.conflicts.step
          en Mark the orders whose values are to be taken from the sheet.
          es Marque las órdenes cuyos valores se tomarán de la hoja.
          fr Marquez les ordres dont les valeurs doivent venir de la feuille.
        scheduling.sheets.take
          en Take the sheet’s
          es Tomar el de la hoja
          fr Prendre celui de la feuille
        scheduling.sheets.take.all
          en Take the sheet’s in all of them
          es Tomar los de la hoja en todas
          fr Prendre ceux de la feuille partout
        scheduling.sheets.choose
          en Show with this choice
          es Mostrar con esta elección
          fr Montrer avec ce choix
        scheduling.sheets.ours
          en here {value}
          es aquí {value}
          fr ici {value}
        scheduling.sheets.theirs
          en sheet {value}
          es hoja {value}
          fr feuille {value}
        scheduling.sheets.kept
          en kept
          es se queda
          fr gardé
        scheduling.sheets.taken
          en taken
          es tomado
          fr pris
        scheduling.sheets.all
          en All
          es Todas
          fr Toutes
        scheduling.sheets.action.create
          en New
          es Nueva
          fr Nouvelle
        scheduling.sheets.action.update
          en Changed
          es Cambiada
          fr Modifiée
        scheduling.sheets.action.same
          en As it is
          es Igual
          fr Inchangée
        scheduling.sheets.action.skip
          en Left
          es Sin tocar
          fr Laissée
        scheduling.sheets.action.error
          en Error
          es Error
          fr Erreur
        scheduling.sheets.row
          en Line
          es Línea
          fr Ligne
        scheduling.sheets.order
          en Order
          es Orden
          fr Ordre
        scheduling.sheets.action
          en What happens
          es Qué pasa
          fr Ce qui se passe
        scheduling.sheets.details
          en Values
          es Valores
          fr Valeurs
        scheduling.sheets.more
          en {n} more rows are not shown; the counts are of all.
          es No se muestran {n} filas más; las cifras son de todas.
          fr {n} autres lignes ne sont pas montrées ; les chiffres valent pour toutes.
        scheduling.sheets.none
          en No rows of this kind.
          es No hay filas de este tipo.
          fr Aucune ligne de ce genre.
        scheduling.sheets.facts
          en The file
          es El archivo
          fr Le fichier
        scheduling.sheets.parameters
          en Parameters
          es Parámetros
          fr Paramètres
        scheduling.sheets.parameter.efficiency_factor
          en Efficiency factor
          es Factor de eficiencia
          fr Facteur d’efficacité
        scheduling.sheets.parameter.hours_per_day
          en Hours per day
          es Horas por día
          fr Heures par jour
        scheduling.sheets.parameter.days_per_week
          en Days per week
          es Días por semana
          fr Jours par semaine
        scheduling.sheets.lines
          en Lines that will be made
          es Líneas que se crearán
          fr Lignes qui seront créées
        scheduling.sheets.ignored
          en Columns left out
          es Columnas que se omiten
          fr Colonnes laissées
        scheduling.sheets.missing
          en In the last sheet and not in this one; they stay
          es En la última hoja y no en esta; se quedan
          fr Dans la dernière feuille et pas dans celle-ci ; ils restent
        scheduling.sheets.hours
          en Hours that are not what the formula gives
          es Horas que no son las de la fórmula
          fr Heures différentes de la formule
        scheduling.sheets.hours.one
          en line {line}, {order}: sheet {sheet}, own {own}
          es línea {line}, {order}: hoja {sheet}, propias {own}
          fr ligne {line}, {order} : feuille {sheet}, nôtres {own}
        scheduling.sheets.done
          en The sheet is imported.
          es La hoja está importada.
          fr La feuille est importée.
        scheduling.sheets.done.step
          en It can be taken back as a whole.
          es Se puede deshacer entera.
          fr Elle peut être annulée en entier.
        scheduling.sheets.done.nothing
          en The sheet changed nothing.
          es La hoja no cambió nada.
          fr La feuille n’a rien changé.
        scheduling.sheets.undo
          en Take the import back
          es Deshacer la importación
          fr Annuler l’import
        scheduling.sheets.undone
          en The import is taken back.
          es La importación está deshecha.
          fr L’import est annulé.
        scheduling.sheets.columns
          en What the columns mean
          es Qué significan las columnas
          fr Ce que signifient les colonnes
        scheduling.sheets.columns.hint
          en Is remembered for files with this header.
          es Se recuerda para archivos con este encabezado.
          fr Est retenu pour les fichiers avec cet en-tête.
        scheduling.sheets.columns.nothing
          en Nothing
          es Nada
          fr Rien
        scheduling.sheets.columns.save
          en Remember and show
          es Recordar y mostrar
          fr Retenir et montrer
        scheduling.sheets.export.question
          en What do you want to take along?
          es ¿Qué quiere llevarse?
          fr Que voulez-vous emporter ?
        scheduling.sheets.export.answer
          en Work orders come in again unchanged; the full backup can be put back.
          es Las órdenes se vuelven a importar sin cambios; la copia completa se puede restaurar.
          fr Les ordres se réimportent sans changement ; la sauvegarde complète peut être restaurée.
        scheduling.sheets.kind.work_orders
          en Work orders, as a planner’s sheet
          es Órdenes de trabajo, como hoja del planificador
          fr Ordres de travail, comme feuille de planificateur
        scheduling.sheets.kind.line_schedules
          en The lines’ queues with start and end
          es Las colas de las líneas con inicio y fin
          fr Les files des lignes avec début et fin
        scheduling.sheets.kind.trolley_usage
          en Trolleys in use over time
          es Carros en uso a lo largo del tiempo
          fr Chariots utilisés au fil du temps
        scheduling.sheets.kind.line_performance
          en Lines: estimated and actual hours
          es Líneas: horas estimadas y reales
          fr Lignes : heures estimées et réelles
        scheduling.sheets.kind.customer_summary
          en Customers: open, done, late
          es Clientes: abiertas, hechas, tarde
          fr Clients : ouverts, faits, en retard
        scheduling.sheets.kind.full_backup
          en Everything, to be put back (zip)
          es Todo, para restaurarlo (zip)
          fr Tout, à restaurer (zip)
        scheduling.sheets.download
          en Download
          es Descargar
          fr Télécharger
        scheduling.sheets.column.number
          en Order’s number
          es Número de orden
          fr Numéro d’ordre
        scheduling.sheets.column.customer
          en Customer
          es Cliente
          fr Client
        scheduling.sheets.column.assembly
          en Assembly
          es Ensamblaje
          fr Assemblage
        scheduling.sheets.column.rev
          en Revision
          es Revisión
          fr Révision
        scheduling.sheets.column.quantity
          en Quantity
          es Cantidad
          fr Quantité
        scheduling.sheets.column.status
          en Status
          es Estado
          fr État
        scheduling.sheets.column.trolleys
          en Trolleys
          es Carros
          fr Chariots
        scheduling.sheets.column.hours
          en Hours (checked)
          es Horas (se comprueban)
          fr Heures (vérifiées)
        scheduling.sheets.column.days
          en Days (computed here)
          es Días (se calculan aquí)
          fr Jours (calculés ici)
        scheduling.sheets.column.line
          en Line
          es Línea
          fr Ligne
        scheduling.sheets.column.position
          en Position in the line
          es Posición en la línea
          fr Position dans la ligne
        scheduling.sheets.column.after
          en After order
          es Después de la orden
          fr Après l’ordre
        scheduling.sheets.column.weight
          en Weight
          es Peso
          fr Poids
        scheduling.sheets.column.note
          en Note
          es Nota
          fr Note
        scheduling.sheets.column.pin
          en Pin
          es Fijación
          fr Épinglage
        scheduling.sheets.column.kit_date
          en Kit date
          es Fecha del kit
          fr Date du kit
        scheduling.sheets.column.run_minutes
          en Minutes of the run
          es Minutos de producción
          fr Minutes de production
        scheduling.sheets.column.ship_date
          en Ship date
          es Fecha de envío
          fr Date d’expédition
        scheduling.sheets.column.setup_hours
          en Set-up hours
          es Horas de preparación
          fr Heures de réglage
        scheduling.sheets.column.actual_setup_hours
          en Actual set-up hours
          es Horas reales de preparación
          fr Heures réelles de réglage
        scheduling.sheets.column.actual_run_hours
          en Actual production hours
          es Horas reales de producción
          fr Heures réelles de production
        scheduling.sheets.column.completion_date
          en Day of completion
          es Día de terminación
          fr Jour d’achèvement
        scheduling.sheets.column.created_at
          en Created (ours)
          es Creada (de aquí)
          fr Créé (chez nous)
        scheduling.sheets.column.updated_at
          en Changed (ours)
          es Cambiada (de aquí)
          fr Modifié (chez nous)
        scheduling.sheets.column.clear_to_build
          en Clear to build
          es Lista para fabricar
          fr Prêt à fabriquer
        scheduling.sheets.column.hand_placement
          en Placed by hand
          es Colocación a mano
          fr Posé à la main
        scheduling.sheets.column.started_at
          en Begun at
          es Empezada
          fr Commencé
        scheduling.sheets.column.ended_at
          en Ended at
          es Terminada
          fr Terminé
        scheduling.sheets.column.not_before
          en Not before
          es No antes de
          fr Pas avant
        scheduling.sheets.source
          en Orders of another system
          es Órdenes de otro sistema
          fr Ordres d’un autre système
        scheduling.sheets.source.none
          en No other system is set up.
          es No hay ningún otro sistema configurado.
          fr Aucun autre système n’est configuré.
        scheduling.sheets.source.look
          en Look at what it has now
          es Ver qué tiene ahora
          fr Voir ce qu’il contient
        scheduling.sheets.source.timetable
          en By itself: add a timetable for “Orders of another system” on the page of jobs.
          es Automáticamente: añada un horario para «Órdenes de otro sistema» en la página de trabajos.
          fr Automatiquement : ajoutez un horaire pour « Ordres d’un autre système » sur la page des tâches.
        scheduling.sheets.source.set
          en Where its orders are
          es Dónde están sus órdenes
          fr Où sont ses ordres
        scheduling.sheets.source.location
          en Web address or file
          es Dirección web o archivo
          fr Adresse web ou fichier
        scheduling.sheets.source.hint
          en https://erp/api/orders#token=env:ERP_TOKEN or /srv/erp/orders.json. Empty for none. The token itself is not written here.
          es https://erp/api/orders#token=env:ERP_TOKEN o /srv/erp/orders.json. Vacío para ninguno. El token no se escribe aquí.
          fr https://erp/api/orders#token=env:ERP_TOKEN ou /srv/erp/orders.json. Vide pour aucun. Le jeton ne s’écrit pas ici.
        scheduling.sheets.source.save
          en Save
          es Guardar
          fr Enregistrer
        scheduling.job.pull
          en Orders of another system
          es Órdenes de otro sistema
          fr Ordres d’un autre système
        """#
}
