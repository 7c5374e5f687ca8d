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

/// The declarations in `iam/src/main/resources/calls` match what the code calls: a new call of an AWS
/// client shows here, and so does one that was removed.
class DeclaredByCodeTest {

    /// A package, the tables that declare its calls, and the declared calls that the package does not
    /// make itself, because AWS makes them for it or another package does.
    static Stream<Arguments> packages() {
        return Stream.of(
                Arguments.of(
                        SessionPolicy.class,
                        "io.breakwater.cleanup.aws",
                        List.of("cleanup", "cleanup-bootstrap"),
                        // what CloudFormation deletes in the session, and a role that is passed to
                        // Bedrock
                        Set.of("iam:GetRole", "iam:PassRole", "s3:DeleteBucketPolicy")),
                Arguments.of(
                        OpsMain.class, "io.breakwater.ops.probe", List.of("doctor", "doctor-shard"), Set.<String>of()),
                Arguments.of(OpsMain.class, "io.breakwater.ops.demo", List.of("demo", "demo-shard"), Set.<String>of()),
                Arguments.of(
                        OpsMain.class,
                        "io.breakwater.ops.ctl",
                        List.of("operator"),
                        // calls that are signed by our own code, and what the costs command reads
                        Set.of("execute-api:Invoke", "cloudwatch:GetMetricData")),
                Arguments.of(
                        OpsMain.class,
                        "io.breakwater.ops.costs",
                        List.of("operator"),
                        // the calls of ctl
                        Set.of("execute-api:Invoke", "apigateway:GET")),
                Arguments.of(
                        OpsMain.class,
                        "io.breakwater.ops.bootstrap",
                        List.of("deployer"),
                        // the calls of AdminEndpoint, after a deploy, and what the adapters read for
                        // StoredReader before it
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

    /// Calls of code that functions share must be declared for some function. Tables are created and
    /// deleted only for tests and the embedded run.
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
