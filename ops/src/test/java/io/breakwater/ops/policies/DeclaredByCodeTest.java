package io.breakwater.ops.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.adapters.dynamodb.LedgerClient;
import io.breakwater.cleanup.run.SessionPolicy;
import io.breakwater.iam.CallLine;
import io.breakwater.iam.CallTable;
import io.breakwater.ops.OpsMain;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is declared in `iam/src/main/resources/calls` is what the code calls: a new call of an AWS
/// client, and one that is gone, show here.
class DeclaredByCodeTest {

    /// A package, the tables that declare its calls, and what is declared there though the package calls it not itself:
    /// by AWS for it, or by another package.
    static Stream<Arguments> packages() {
        return Stream.of(
                Arguments.of(
                        SessionPolicy.class,
                        "io.breakwater.cleanup.aws",
                        List.of("cleanup", "cleanup-bootstrap"),
                        // what CloudFormation deletes for the session, and a role that is given to Bedrock
                        Set.of("iam:GetRole", "iam:PassRole", "s3:DeleteBucketPolicy")),
                Arguments.of(
                        OpsMain.class, "io.breakwater.ops.probe", List.of("doctor", "doctor-shard"), Set.<String>of()),
                Arguments.of(OpsMain.class, "io.breakwater.ops.demo", List.of("demo", "demo-shard"), Set.<String>of()),
                Arguments.of(
                        OpsMain.class,
                        "io.breakwater.ops.ctl",
                        List.of("operator"),
                        // signed by ourselves; and what costs reads
                        Set.of("execute-api:Invoke", "cloudwatch:GetMetricData")),
                Arguments.of(
                        OpsMain.class,
                        "io.breakwater.ops.costs",
                        List.of("operator"),
                        // ctl's
                        Set.of("execute-api:Invoke", "apigateway:GET")),
                Arguments.of(
                        OpsMain.class,
                        "io.breakwater.ops.bootstrap",
                        List.of("deployer"),
                        // Door's, after a deploy, and before it what the adapters read for StoredReader
                        Set.of("apigateway:GET", "dynamodb:GetItem", "dynamodb:Scan")),
                Arguments.of(
                        SessionPolicy.class,
                        "io.breakwater.cleanup.stack",
                        List.of("late-logs", "invocations"),
                        Set.of("iam:PassRole", "ssm:AddTagsToResource")));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void every_call_of_a_package_is_declared_and_every_declared_one_is_called(
            Class<?> anchor, String name, List<String> tables, Set<String> besides) {
        Set<String> called = new TreeSet<>(CalledByCode.in(anchor, name));
        assertThat(called).as("the calls of " + name).isNotEmpty();
        called.addAll(besides);
        assertThat(called).isEqualTo(declared(tables));
    }

    /// What functions share: some function must declare it. Tables are made and removed for tests
    /// and the local run only.
    @Test
    void every_call_of_the_adapters_is_declared_for_some_function() {
        Set<String> called = new TreeSet<>(CalledByCode.in(LedgerClient.class, "io.breakwater.adapters"));
        called.removeAll(Set.of("dynamodb:CreateTable", "dynamodb:DeleteTable", "dynamodb:DescribeTable"));
        assertThat(declared(List.of("router", "authorizer", "usage", "admin", "provisioner", "sweeper", "carrier")))
                .containsAll(called);
        assertThat(called).contains("sts:AssumeRole", "dynamodb:UpdateItem", "dynamodb:Scan");
    }

    private static Set<String> declared(List<String> tables) {
        return tables.stream()
                .map(CallTable::of)
                .flatMap(table -> table.lines().stream())
                .map(CallLine::action)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
