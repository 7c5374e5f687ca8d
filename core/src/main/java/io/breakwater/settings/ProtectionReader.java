package io.breakwater.settings;

/// Reads what becomes of an environment's state, and what its answers may tell. A deployed environment must say both; a
/// simulated one is disposable and tells everything.
final class ProtectionReader {
    private final Report report;
    private final Path protection;
    private final Path exposeTargets;
    private final boolean simulated;
    private final boolean readable;

    ProtectionReader(Report report, Path root) {
        this.report = report;
        this.protection = root.key("protection");
        this.exposeTargets = root.key("exposeTargets");
        this.simulated = root.key("simulation").present();
        this.readable = root.key("environment").present();
    }

    /// Files of before had neither: what the name `prod` stood for is said here. A file that cannot be read
    /// is told that alone.
    void mustBeSaid() {
        if (simulated || !readable) {
            return;
        }
        if (!protection.present()) {
            report.add(
                    protection.text(),
                    "is missing; say guarded, as 'prod' has been without it (stacks, tables and keys outlive a destroy), or"
                            + " disposable, as every other environment has been (a destroy leaves nothing)");
        }
        if (!exposeTargets.present()) {
            report.add(
                    exposeTargets.text(),
                    "is missing; say false, as 'prod' has been without it (answers name no account's shard), or true, as"
                            + " every other environment has been");
        }
    }

    Protection protection() {
        return Protection.of(protection.text(Protection.DISPOSABLE.label()));
    }

    boolean exposeTargets() {
        return exposeTargets.flag(simulated);
    }
}
