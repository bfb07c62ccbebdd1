// The names under which the house keeps its own settings. Stable: scripts set them too.

/// Names of settings.
enum SettingName {
    /// The old systems' GET paths answer without signing in.
    static let legacyAnonymousRead = "access.legacy_anonymous_read"
    /// Cookies are never sent over plain connections.
    static let secureCookies = "access.secure_cookies"
    static let plantName = "plant.name"
    /// `/metrics` needs a token.
    static let metricsClosed = "metrics.closed"
    /// Written and rolled back by the readiness check; never stays.
    static let readyProbe = "ready.probe"
}
