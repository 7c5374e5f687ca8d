package io.breakwater.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Depth;
import io.breakwater.iam.IamCall;
import io.breakwater.infra.StackRollout.Moment;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the router calls in shards at every moment of a deploy that changes it.
class ReplacedProfileTest {
    private static final String SONNET = "us.anthropic.claude-sonnet-4-6";
    private static final String OTHER = "us.anthropic.claude-opus-4-6-v1";
    private static final String HAIKU = "us.anthropic.claude-haiku-4-5-20251001-v1:0";
    private static final String ATTRIBUTED = "costAttribution: true\ntenants:";

    private static final String DEV = Synthesised.dev();
    private static final Synthesised REPLACED = made(DEV.replace(SONNET, OTHER));
    private static final StackRollout REPLACEMENT = new StackRollout(Synthesised.DEV, REPLACED);

    /// The calls of each environment, which do not depend on the moment; the key is the environment's
    /// identity, since comparing two environments takes long.
    private static final IdentityHashMap<Synthesised, DeclaredCalls> DECLARED = new IdentityHashMap<>();

    private static final DeployedRoles DEPLOYED = DeployedRoles.of(Synthesised.DEV);

    private static Synthesised made(String text) {
        return Synthesised.of(Synthesised.settings(text));
    }

    /// A profile is replaced and restored, replaced by one that routes worldwide, and replaced on one
    /// shard; a Region is added, removed or moved; and profiles for each tenant are turned on and off
    /// at the same time. A build that is not deep plays the first two.
    static Stream<StackRollout> changes() {
        Stream<StackRollout> thereAndBack = Stream.of(REPLACEMENT, new StackRollout(REPLACED, Synthesised.DEV));
        return Depth.whole() ? Stream.concat(thereAndBack, others()) : thereAndBack;
    }

    private static Stream<StackRollout> others() {
        Synthesised everywhere = made(DEV.replace(SONNET, OTHER)
                .replace(HAIKU, "global." + HAIKU.substring(3))
                .replace(", residency: us", ""));
        Synthesised one = made(DEV.replaceFirst("(?s)" + SONNET + "(\\s+shards: )\\[a, b]", SONNET + "$1[a]"));
        Synthesised two = made(DEV.replace("regions: [us-east-1]", "regions: [us-east-1, us-west-2]"));
        Synthesised turned =
                made(DEV.replace(SONNET, OTHER).replace("regions: [us-east-1]", "regions: [us-west-2, us-east-1]"));
        Synthesised attributed = made(DEV.replace("tenants:", ATTRIBUTED));
        Synthesised replaced = made(DEV.replace(SONNET, OTHER).replace("tenants:", ATTRIBUTED));
        return Stream.of(
                new StackRollout(Synthesised.DEV, everywhere),
                new StackRollout(everywhere, Synthesised.DEV),
                new StackRollout(Synthesised.DEV, one),
                new StackRollout(Synthesised.DEV, two),
                new StackRollout(two, Synthesised.DEV),
                new StackRollout(two, turned),
                new StackRollout(Synthesised.DEV, attributed),
                new StackRollout(attributed, replaced),
                new StackRollout(attributed, Synthesised.DEV));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void at_every_moment_of_a_deploy_each_router_that_is_called_may_make_its_calls(StackRollout rollout) {
        assertThat(refused(rollout, _ -> true)).isEmpty();
    }

    /// This shows that the check would notice it.
    @Test
    void without_the_rights_that_are_kept_the_former_router_is_refused_what_was_replaced() {
        assertThat(refused(REPLACEMENT, policy -> !policy.contains("-kept/")))
                .isNotEmpty()
                .allMatch(call -> call.contains("us.anthropic.claude-sonnet-4-6"));
    }

    @Test
    void without_the_rights_of_the_regions_the_new_router_is_refused_what_is_new() {
        assertThat(refused(REPLACEMENT, policy -> policy.contains("-kept/")))
                .isNotEmpty()
                .allMatch(call -> call.contains("us.anthropic.claude-opus-4-6-v1"));
    }

    /// At the end of the deploy no role has a right that it does not use.
    @Test
    void when_the_deploy_is_done_what_was_replaced_is_denied() {
        List<String> stacks = List.copyOf(REPLACED.stacks().keySet());
        Moment done = new Moment(Set.copyOf(stacks), "");
        shardRoles(REPLACEMENT)
                .forEach(role -> assertThat(calls(Synthesised.DEV, role)
                                .filter(call -> call.toString().contains("claude-sonnet-4-6")))
                        .isNotEmpty()
                        .noneMatch(call -> allowed(REPLACEMENT.at(done, role), call)));
    }

    private static List<String> refused(StackRollout rollout, Predicate<String> policies) {
        return rollout.moments()
                .flatMap(moment -> shardRoles(rollout).flatMap(role -> refused(rollout, moment, role, policies)))
                .distinct()
                .toList();
    }

    private static Stream<String> refused(
            StackRollout rollout, Moment moment, DeployedRole role, Predicate<String> policies) {
        DeployedRole now = rollout.at(moment, role).having(policies);
        return served(rollout, moment, role)
                .filter(call -> !allowed(now, call))
                .map(call -> role.name() + ": " + call + " before " + moment.next());
    }

    /// The calls of the former router, until its rights are removed at the end, and those of the new
    /// router from the moment at which its stack begins to be updated.
    private static Stream<IamCall> served(StackRollout rollout, Moment moment, DeployedRole role) {
        boolean former = !moment.updated().contains(rollout.gateway())
                || !moment.updated().contains(role.arn().replaceFirst(".*/", "").replaceFirst("-role$", "-kept"));
        boolean present =
                moment.updated().contains(rollout.gateway()) || moment.next().equals(rollout.gateway());
        return Stream.concat(
                former ? calls(rollout.before(), role) : Stream.empty(),
                present ? calls(rollout.after(), role) : Stream.empty());
    }

    /// A call that is refused for an application inference profile is made by the system profile, and a
    /// list that is refused is requested again.
    private static Stream<IamCall> calls(Synthesised environment, DeployedRole role) {
        return DECLARED.computeIfAbsent(environment, DeclaredCalls::new).of(role).stream()
                .filter(call -> call.action().startsWith("bedrock:InvokeModel"))
                .filter(call -> !call.toString().contains("application-inference-profile"));
    }

    private static Stream<DeployedRole> shardRoles(StackRollout rollout) {
        return DeployedRoles.of(rollout.before())
                .all()
                .filter(role -> role.name().endsWith("-role"));
    }

    private static boolean allowed(DeployedRole role, IamCall call) {
        return DEPLOYED.decide(role, call).allowed();
    }
}
