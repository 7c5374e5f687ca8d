package io.breakwater.infra.shard;

import static java.util.Objects.requireNonNull;

import io.breakwater.model.Profile;
import io.breakwater.model.Region;
import io.breakwater.settings.ProfilePlan;
import io.breakwater.settings.ProfileUse;
import io.breakwater.settings.Settings;
import io.breakwater.settings.Shard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How many managed policies a shard's role needs for all its Regions together, computed before any
/// stack is made.
public final class PolicyCount {
    /// What IAM attaches to one role ("IAM and AWS STS quotas", IAM User Guide; it can be raised on request).
    public static final int MOST = 10;

    private PolicyCount() {}

    public static int of(Settings settings, Shard shard) {
        int kept = KeptRights.pages(settings, shard).size();
        return Math.max(0, kept - KeptRights.INLINE)
                + shard.regions().stream()
                        .mapToInt(region -> inRegion(settings, shard, region))
                        .sum();
    }

    /// The policies of the profiles, and at most one more for listing them.
    private static int inRegion(Settings settings, Shard shard, Region region) {
        InvokeStatements statements = new InvokeStatements(shard.account(), region);
        Map<Profile, List<String>> arns = new LinkedHashMap<>();
        ProfilePlan.profiles(settings, shard, region).forEach(profile -> arns.put(profile, new ArrayList<>()));
        for (ProfileUse use : ProfilePlan.of(settings, shard, region)) {
            List<String> copies = requireNonNull(arns.get(use.profile()));
            copies.add(placeholder(shard, region, copies.size()));
        }
        int listing = settings.costAttribution() ? 1 : 0;
        return PolicyPages.of(statements.of(arns).toList()).size() + listing;
    }

    /// A placeholder as long as the ARN of an application inference profile, whose generated id has 12
    /// characters.
    private static String placeholder(Shard shard, Region region, int number) {
        return "arn:aws:bedrock:%s:%s:application-inference-profile/%012d".formatted(region, shard.account(), number);
    }
}
