package io.breakwater.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.iam.Decision;
import io.breakwater.iam.Evaluation;
import io.breakwater.iam.IamCall;
import io.breakwater.iam.IamCaller;
import io.breakwater.iam.PolicyDocument;
import io.breakwater.iam.PolicyKind;
import io.breakwater.iam.Rights;
import io.breakwater.infra.DeployedRole.Attached;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every role of every environment, judged as IAM would judge its calls.
class CallsAllowedTest {
    private static final Predicate<String> KEPT = policy -> policy.contains("-kept/");

    static Stream<Synthesised> environments() {
        return Crowded.everyKind();
    }

    static Stream<Synthesised> plain() {
        return Stream.concat(Synthesised.all(), Stream.of(Synthesised.REVERSED));
    }

    @ParameterizedTest
    @MethodSource("environments")
    void every_call_that_a_role_makes_is_allowed(Synthesised environment) {
        DeployedRoles roles = DeployedRoles.of(environment);
        DeclaredCalls declared = new DeclaredCalls(environment);
        assertThat(roles.all()).hasSizeGreaterThan(8);
        roles.all()
                .forEach(role -> assertThat(refused(roles, role, declared.of(role)))
                        .as(role.toString())
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("environments")
    void what_is_not_the_environments_own_is_denied_to_every_role(Synthesised environment) {
        DeployedRoles roles = DeployedRoles.of(environment);
        DeclaredCalls declared = new DeclaredCalls(environment);
        roles.all()
                .forEach(role -> assertThat(declared.denied(role))
                        .as(role.toString())
                        .hasSizeGreaterThan(30)
                        .noneMatch(call -> roles.decideByItsOwn(role, call).allowed()));
    }

    /// A function has no access to a table, a secret or another role that it does not need.
    @ParameterizedTest
    @MethodSource("plain")
    void what_another_role_calls_is_denied_to_one_that_does_not_call_it(Synthesised environment) {
        DeployedRoles roles = DeployedRoles.of(environment);
        DeclaredCalls declared = new DeclaredCalls(environment);
        List<DeployedRole> all = roles.all().toList();
        all.forEach(role -> assertThat(declared.ofOthers(role, all))
                .as(role.toString())
                .isNotEmpty()
                .noneMatch(call -> roles.decideByItsOwn(role, call).allowed()));
    }

    /// This shows that the check would notice a missing right, and that no role has a right that no
    /// declared call needs.
    @Test
    void without_any_one_of_its_rights_a_role_is_refused_a_call_that_it_makes() throws JsonProcessingException {
        DeployedRoles roles = DeployedRoles.of(Synthesised.FULL);
        DeclaredCalls declared = new DeclaredCalls(Synthesised.FULL);
        List<String> unneeded = new ArrayList<>();
        int mutants = 0;
        for (DeployedRole role : withoutWhatIsKept(roles)) {
            List<IamCall> calls = declared.of(role);
            for (Attached policy : role.attached()) {
                for (Map.Entry<String, String> mutant : withoutOneRight(policy).entrySet()) {
                    mutants++;
                    if (refused(roles, role.with(policy, _ -> mutant.getValue()), calls)
                            .isEmpty()) {
                        unneeded.add(role.name() + ": " + mutant.getKey());
                    }
                }
            }
        }
        assertThat(mutants).isGreaterThan(80);
        assertThat(unneeded).isEmpty();
    }

    /// What is kept for the router before the change is granted twice by design, and is never more than
    /// that. Such a call applies a guardrail, and what it stored is read, deleted and cancelled.
    @ParameterizedTest
    @MethodSource("plain")
    void what_is_kept_for_the_former_router_are_the_calls_of_system_profiles_and_no_other_right(Synthesised environment)
            throws JsonProcessingException {
        DeployedRoles roles = DeployedRoles.of(environment);
        DeclaredCalls declared = new DeclaredCalls(environment);
        List<DeployedRole> keeping = roles.all()
                .map(role -> role.having(KEPT))
                .filter(role -> !role.attached().isEmpty())
                .toList();
        assertThat(keeping).hasSameSizeAs(environment.settings().shards());
        for (DeployedRole role : keeping) {
            List<IamCall> calls = ofSystemProfiles(declared.of(role));
            assertThat(refused(roles, role, calls)).isEmpty();
            for (Attached policy : role.attached()) {
                assertThat(withoutOneRight(policy))
                        .isNotEmpty()
                        .allSatisfy((right, mutant) -> assertThat(refused(roles, role.with(policy, _ -> mutant), calls))
                                .as(right)
                                .isNotEmpty());
            }
        }
    }

    private static List<IamCall> ofSystemProfiles(List<IamCall> calls) {
        return calls.stream()
                .filter(call -> call.action().startsWith("bedrock:InvokeModel")
                        || call.action().endsWith("Invoke")
                        || call.action().equals("bedrock:ApplyGuardrail"))
                .filter(call -> !call.toString().contains("application-inference-profile"))
                .toList();
    }

    private static List<DeployedRole> withoutWhatIsKept(DeployedRoles roles) {
        return roles.all().map(role -> role.having(KEPT.negate())).toList();
    }

    @Test
    void a_right_that_is_taken_away_is_named_by_the_call_that_misses_it() throws JsonProcessingException {
        DeployedRoles roles = DeployedRoles.of(Synthesised.DEV);
        DeployedRole usage = roles.all()
                .filter(role -> role.name().equals("usage"))
                .findFirst()
                .orElseThrow();
        Attached policy = usage.attached().getFirst();
        DeployedRole without = usage.with(
                policy, document -> document.replace("table/breakwater-dev-tenants", "table/breakwater-dev-tenant"));
        assertThat(refused(roles, without, new DeclaredCalls(Synthesised.DEV).of(usage)))
                .singleElement()
                .asString()
                .contains(
                        "dynamodb:GetItem on arn:aws:dynamodb:us-east-1:123456789012:table/breakwater-dev-tenants",
                        "NotAllowed[kind=IDENTITY]");
    }

    @ParameterizedTest
    @MethodSource("plain")
    void a_role_is_assumed_by_its_function_or_service_and_by_nobody_elses_router(Synthesised environment) {
        DeployedRoles roles = DeployedRoles.of(environment);
        roles.all().forEach(role -> assertThat(letsIn(role)).as(role.toString()).isTrue());
        IamCaller stranger = new IamCaller.Role("arn:aws:iam::123456789012:role/breakwater-elsewhere-router");
        Rights all = Rights.of(List.of(PolicyDocument.of(
                PolicyKind.IDENTITY,
                "administrator",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}")));
        assertThat(roles.all())
                .noneMatch(role -> new Evaluation(stranger, all, Optional.of(role.trusting()))
                        .of(new IamCall("sts:AssumeRole", role.arn()))
                        .allowed());
    }

    /// Whether Bedrock may assume the role. A shard's role is assumed by the router, which its declared
    /// calls show.
    private static boolean letsIn(DeployedRole role) {
        IamCall call = new IamCall("sts:AssumeRole", role.arn())
                .with("aws:SourceAccount", role.arn().split(":", -1)[4])
                .with(
                        "aws:SourceArn",
                        "arn:aws:bedrock:%s:%s:"
                                .formatted(
                                        role.name().replaceFirst("^invocation-log-", ""),
                                        role.arn().split(":", -1)[4]));
        String service = role.name().startsWith("invocation-log-") ? "bedrock.amazonaws.com" : "lambda.amazonaws.com";
        return role.name().startsWith("shard-")
                || new Evaluation(new IamCaller.Service(service), Rights.NONE, Optional.of(role.trusting()))
                        .of(call)
                        .allowed();
    }

    private static List<String> refused(DeployedRoles roles, DeployedRole role, List<IamCall> calls) {
        List<String> refused = new ArrayList<>();
        for (IamCall call : calls) {
            Decision decision = roles.decide(role, call);
            if (!decision.allowed()) {
                refused.add(call + ": " + decision);
            }
        }
        return refused;
    }

    /// The policy without one action of one statement, for each of them.
    private static Map<String, String> withoutOneRight(Attached policy) throws JsonProcessingException {
        Map<String, String> mutants = new TreeMap<>();
        JsonNode document = Synthesised.JSON.readTree(policy.document());
        for (int number = 0; number < document.path("Statement").size(); number++) {
            if (document.path("Statement").get(number).path("Effect").asText().equals("Deny")) {
                continue;
            }
            for (String action :
                    Templates.texts(document.path("Statement").get(number).path("Action"))) {
                ObjectNode copy = document.deepCopy();
                ObjectNode statement = (ObjectNode) copy.path("Statement").get(number);
                ArrayNode rest = statement.putArray("Action");
                Templates.texts(document.path("Statement").get(number).path("Action")).stream()
                        .filter(other -> !other.equals(action))
                        .forEach(rest::add);
                mutants.put(action + " on " + statement.path("Resource"), copy.toString());
            }
        }
        return mutants;
    }
}
