package io.breakwater.infra.monitoring;

import io.breakwater.settings.Alarms;

/// Where whoever is woken reads on: a paragraph of `docs/monitoring.md` for each alarm.
///
/// @param docs where the pages are read, without a slash at its end
record Runbook(String docs) {

    static Runbook of(Alarms alarms) {
        return new Runbook(alarms.docs());
    }

    /// An alarm's description with the way to its paragraph.
    ///
    /// @param meaning sentences
    String behind(String meaning, String alarm) {
        return "%s Runbook: %s/monitoring.md#%s".formatted(meaning, docs, paragraph(alarm));
    }

    /// A half of an alarm, and an alarm of one shard, have the paragraph of the whole.
    private static String paragraph(String alarm) {
        return alarm.replaceFirst("-(long|short)$", "").replaceFirst("^(throttles-shard)-.*", "$1");
    }
}
