package io.breakwater.routing;

import io.breakwater.model.Geography;
import io.breakwater.model.Target;
import java.util.Arrays;
import java.util.List;

/// The keys under which the health table keeps what is known about a target: the target itself, its
/// model's quota of the day, the quota of the day that all models share in the account and Region, and
/// the credentials of its account.
///
/// Two pages of AWS disagree on which of the two quotas exists, and the error is the same ("Too many
/// tokens per day"), so the model's quota is assumed until a second model is refused likewise.
///
/// @param modelPauses how long its model's streams pause, in all accounts and Regions
record TargetNames(String own, String modelDay, String poolDay, String session, String modelPauses) {
    /// The prefix of the targets' keys.
    static final String TARGET = "t#";

    private static final List<String> GEOGRAPHIES =
            Arrays.stream(Geography.values()).map(Geography::prefix).toList();

    static TargetNames of(Target target) {
        String pool = target.account() + "/" + target.source();
        String model = model(target.profile().value());
        return new TargetNames(
                TARGET + target.label(), modelsOf(pool) + model, "p#" + pool, "s#" + target.shard(), "g#" + model);
    }

    /// Those that can leave the target out.
    List<String> all() {
        return List.of(own, modelDay, poolDay, session);
    }

    /// Whether a key is that of another target of the same model.
    boolean isOther(String name) {
        return name.startsWith(TARGET) && !name.equals(own) && modelPauses.equals("g#" + model(name.split("/", 3)[2]));
    }

    /// The prefix of the keys of all model quotas in the same account and Region.
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
