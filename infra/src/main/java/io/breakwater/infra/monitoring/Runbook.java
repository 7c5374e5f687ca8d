package io.breakwater.infra.monitoring;

import io.breakwater.settings.Alarms;

/// Links an alarm to its paragraph in `docs/monitoring.md`, for the person who is woken.
///
/// @param docs where the pages are read, without a slash at its end
record Runbook(String docs) {

    static Runbook of(Alarms alarms) {
        return new Runbook(alarms.docs());
    }

    /// An alarm's description with the link to its paragraph.
    ///
    /// @param meaning sentences
    String behind(String meaning, String alarm) {
        return "%s Runbook: %s/monitoring.md#%s".formatted(meaning, docs, paragraph(alarm));
    }

    /// The paragraph's name; a half of an alarm, and an alarm of one shard, share the paragraph of the
    /// whole.
    private static String paragraph(String alarm) {
        return alarm.replaceFirst("-(long|short)$", "").replaceFirst("^(throttles-shard)-.*", "$1");
    }
}
