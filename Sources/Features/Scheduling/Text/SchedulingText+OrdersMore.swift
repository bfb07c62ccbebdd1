// The words of orders and what is done to them.

extension SchedulingText {
    static let orders2 = #"""
        scheduling.pin.position
          en on its line and position
          es en su línea y posición
          fr sur sa ligne et sa position
        scheduling.pin.save
          en Save pin
          es Guardar fijación
          fr Enregistrer l’épingle
        scheduling.pin.start
          en Not before
          es No antes de
          fr Pas avant
        scheduling.save
          en Save
          es Guardar
          fr Enregistrer
        scheduling.saved
          en Saved
          es Guardado
          fr Enregistré
        scheduling.status.1st-side-ready
          en 1st side ready
          es 1.ª cara lista
          fr 1re face prête
        scheduling.status.cancelled
          en Cancelled
          es Cancelada
          fr Annulé
        scheduling.status.completed
          en Completed
          es Terminada
          fr Terminé
        scheduling.status.in-progress
          en In progress
          es En curso
          fr En cours
        scheduling.status.issues
          en Issues
          es Con problemas
          fr Problèmes
        scheduling.status.missing
          en Missing
          es Falta
          fr Manque
        scheduling.status.on-hold
          en On hold
          es En espera
          fr Suspendu
        scheduling.status.part
          en Part that is missing
          es Pieza que falta
          fr Pièce qui manque
        scheduling.status.pending
          en Pending
          es Pendiente
          fr En attente
        scheduling.status.quality-check
          en Quality check
          es Control de calidad
          fr Contrôle qualité
        scheduling.status.ready
          en Ready
          es Lista
          fr Prêt
        scheduling.status.running
          en Running
          es En producción
          fr En production
        scheduling.status.setup
          en Set-up
          es Preparación
          fr Réglage
        scheduling.via.api
          en by API
          es por API
          fr par API
        scheduling.via.job
          en by job
          es por tarea
          fr par tâche
        scheduling.via.page
          en by page
          es por página
          fr par page
        scheduling.via.system
          en by Gemba itself
          es por Gemba mismo
          fr par Gemba
        scheduling.via.verb
          en by terminal
          es por terminal
          fr par terminal
        scheduling.weekday.1
          en Mon
          es lun
          fr lun
        scheduling.weekday.2
          en Tue
          es mar
          fr mar
        scheduling.weekday.3
          en Wed
          es mié
          fr mer
        scheduling.weekday.4
          en Thu
          es jue
          fr jeu
        scheduling.weekday.5
          en Fri
          es vie
          fr ven
        scheduling.weekday.6
          en Sat
          es sáb
          fr sam
        scheduling.weekday.7
          en Sun
          es dom
          fr dim
        scheduling.yes
          en Yes
          es Sí
          fr Oui
        """#
}
