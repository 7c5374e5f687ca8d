package io.breakwater.ops.bootstrap;

import io.breakwater.model.AccountId;
import io.breakwater.ops.account.AccountRegion;
import io.breakwater.ops.probe.Probe;
import io.breakwater.ops.probe.Probe.StackView;
import io.breakwater.ops.probe.Seen;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Compares a place with the needs of a deploy from the gateway's account.
///
/// @param home the gateway's account
/// @param policies what CloudFormation may do, unless an earlier bootstrap has set it
record BootstrapPlanner(AccountId home, List<String> policies) {
    private static final String TRUSTED = "TrustedAccounts";
    private static final String POLICIES = "CloudFormationExecutionPolicies";

    PlaceStep step(AccountRegion place, Seen<Probe> entered) {
        return switch (entered) {
            case Seen.There<Probe>(Probe probe) -> step(place, probe);
            case Seen.NotThere<Probe>() -> new PlaceStep.Unclear(place, "there are no credentials");
            case Seen.Unreadable<Probe>(String why) -> new PlaceStep.Unclear(place, why);
        };
    }

    private PlaceStep step(AccountRegion place, Probe probe) {
        return switch (probe.parameter(CdkNames.VERSION)) {
            case Seen.There<String>(String version)
            when CdkNames.isOld(version) -> make(place, probe, "version " + version + " is too old");
            case Seen.There<String>(String version) -> trusting(place, probe, version);
            case Seen.NotThere<String>() -> make(place, probe, "is not bootstrapped");
            case Seen.Unreadable<String>(String why) -> new PlaceStep.Unclear(place, why);
        };
    }

    private PlaceStep trusting(AccountRegion place, Probe probe, String version) {
        return switch (probe.trust(CdkNames.deployRole(place))) {
            case Seen.There<String>(String document)
            when TrustPolicy.of(document).admits(home) -> new PlaceStep.Leave(place, version);
            case Seen.There<String>(String _) -> make(place, probe, "does not trust the gateway's account");
            case Seen.NotThere<String>() -> make(place, probe, "has lost its deploy role");
            case Seen.Unreadable<String>(String why) -> new PlaceStep.Unclear(place, why);
        };
    }

    /// The step for a place to bootstrap. The CDK's CLI replaces lists, so the entries of an earlier
    /// bootstrap must be named again to stay.
    private PlaceStep make(AccountRegion place, Probe probe, String why) {
        return switch (probe.stack(CdkNames.STACK)) {
            case Seen.There<StackView>(StackView stack) ->
                new PlaceStep.Make(place, why, trusted(place, parameter(stack, TRUSTED)), policies(stack));
            case Seen.NotThere<StackView>() -> new PlaceStep.Make(place, why, trusted(place, List.of()), policies);
            case Seen.Unreadable<StackView>(String unread) -> new PlaceStep.Unclear(place, unread);
        };
    }

    private List<String> trusted(AccountRegion place, List<String> before) {
        Stream<String> gateway = place.account().equals(home) ? Stream.of() : Stream.of(home.value());
        return Stream.concat(before.stream(), gateway).distinct().toList();
    }

    private List<String> policies(StackView stack) {
        List<String> before = parameter(stack, POLICIES);
        return before.isEmpty() ? policies : before;
    }

    private static List<String> parameter(StackView stack, String name) {
        return Arrays.stream(stack.parameters().getOrDefault(name, "").split(","))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }
}
