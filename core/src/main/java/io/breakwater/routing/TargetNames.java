package io.breakwater.routing;

import io.breakwater.model.Geography;
import io.breakwater.model.Target;
import java.util.Arrays;
import java.util.List;

/// The names under which what is known of a target is kept for all copies: its own, its model's quota of
/// the day, and the account's and Region's quota of the day for all models together.
///
/// Two pages of AWS disagree on which of the two quotas there is, and the error is the same ("Too many
/// tokens per day"), so the narrower is assumed until a second model is refused likewise.
record TargetNames(String own, String modelDay, String poolDay) {
    /// What the names of targets begin with.
    static final String TARGET = "t#";

    private static final List<String> GEOGRAPHIES =
            Arrays.stream(Geography.values()).map(Geography::prefix).toList();

    static TargetNames of(Target target) {
        String pool = target.account() + "/" + target.source();
        return new TargetNames(
                TARGET + target.label(), modelsOf(pool) + model(target.profile().value()), "p#" + pool);
    }

    List<String> all() {
        return List.of(own, modelDay, poolDay);
    }

    /// What the names of the model quotas of the same account and Region begin with.
    String modelsOfPool() {
        return modelsOf(poolDay.substring(2));
    }

    private static String modelsOf(String pool) {
        return "q#" + pool + "/";
    }

    /// The model of a profile: its id without the geography.
    private static String model(String profile) {
        int dot = profile.indexOf('.');
        return GEOGRAPHIES.contains(profile.substring(0, dot)) ? profile.substring(dot + 1) : profile;
    }
}
