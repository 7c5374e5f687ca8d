package io.breakwater.ops.doctor;

import com.fasterxml.jackson.core.JacksonException;
import io.breakwater.model.AccountId;
import io.breakwater.model.Profile;
import io.breakwater.ops.probe.Probe;
import io.breakwater.ops.probe.Probe.ControlPolicy;
import io.breakwater.ops.probe.Seen;
import io.breakwater.ops.scp.ScpDenial;
import io.breakwater.ops.scp.ScpPolicies;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Whether a service control policy denies a Region that a profile may route to: a geographic call
/// fails if any of them is denied, even if others would answer.
///
/// @param role the ARN of the role that calls Bedrock
/// @param over reads the policies over an account, as the gateway account sees them
record ControlPolicies(String role, List<Profile> profiles, Function<AccountId, Seen<List<ControlPolicy>>> over)
        implements Check {
    private static final String NAME = "control policies";

    ControlPolicies {
        profiles = List.copyOf(profiles);
    }

    @Override
    public List<Line> look(CheckedPlace place, Probe probe) {
        return switch (probe.management()) {
            case Seen.There<AccountId>(AccountId management)
            when management.equals(place.account()) ->
                one(place, new Finding.Ok("the management account obeys no service control policy"));
            case Seen.There<AccountId>(AccountId _) -> policies(place);
            case Seen.NotThere<AccountId>() -> one(place, new Finding.Ok("the account is in no organization"));
            case Seen.Unreadable<AccountId>(String why) -> one(place, unknown(place, why));
        };
    }

    private List<Line> policies(CheckedPlace place) {
        return switch (over.apply(place.account())) {
            case Seen.There<List<ControlPolicy>>(List<ControlPolicy> policies) -> judged(place, policies);
            case Seen.NotThere<List<ControlPolicy>>() -> one(place, unknown(place, "none were listed"));
            case Seen.Unreadable<List<ControlPolicy>>(String why) -> one(place, unknown(place, why));
        };
    }

    private List<Line> judged(CheckedPlace place, List<ControlPolicy> policies) {
        try {
            return lines(place, denials(place, ScpPolicies.of(policies)), policies.size());
        } catch (JacksonException notJson) {
            return one(place, unknown(place, "a policy is not JSON: " + notJson.getOriginalMessage()));
        }
    }

    private Map<String, Denied> denials(CheckedPlace place, ScpPolicies policies) {
        Map<String, Denied> denials = new TreeMap<>();
        for (BedrockCall call : BedrockCall.all(profiles, place, role)) {
            policies.against(call.call())
                    .ifPresent(denial -> denials.computeIfAbsent(denial.toString(), _ -> Denied.by(denial))
                            .add(call));
        }
        return denials;
    }

    private List<Line> lines(CheckedPlace place, Map<String, Denied> denials, int policies) {
        return denials.isEmpty()
                ? one(
                        place,
                        new Finding.Ok(
                                "none of %d policies denies Bedrock in a destination Region".formatted(policies)))
                : denials.values().stream()
                        .map(denied -> new Line(NAME, place, denied.finding()))
                        .toList();
    }

    /// The calls that one statement denies.
    private record Denied(ScpDenial denial, Set<String> regions, Set<String> profiles) {

        static Denied by(ScpDenial denial) {
            return new Denied(denial, new TreeSet<>(), new TreeSet<>());
        }

        void add(BedrockCall call) {
            regions.add(call.region());
            profiles.add(call.profile().id().value());
        }

        Finding finding() {
            String what = "%s, %s, %s Bedrock in %s, where %s may be answered"
                    .formatted(
                            denial.policy(),
                            denial.statement(),
                            denial.certain() ? "denies" : "may deny",
                            String.join(", ", regions),
                            String.join(", ", profiles));
            return denial.certain()
                    ? new Finding.Wrong(
                            what,
                            "except bedrock:InvokeModel* from the statement, or add the Regions to its aws:RequestedRegion")
                    : new Finding.Unknown(what + "; its other conditions are for you to judge");
        }
    }

    private Finding unknown(CheckedPlace place, String why) {
        String regions = BedrockCall.all(profiles, place, role).stream()
                .map(BedrockCall::region)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return new Finding.Unknown(
                "%s; by hand, in the management account: aws organizations list-policies-for-target --target-id %s --filter SERVICE_CONTROL_POLICY, for each parent too; no Deny may apply to bedrock:InvokeModel in %s"
                        .formatted(why, place.account(), regions));
    }

    private static List<Line> one(CheckedPlace place, Finding finding) {
        return List.of(new Line(NAME, place, finding));
    }
}
