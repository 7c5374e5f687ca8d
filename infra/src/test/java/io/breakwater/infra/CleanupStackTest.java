package io.breakwater.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The stack that is deleted last.
class CleanupStackTest {
    private static final String CLEANUP = "breakwater-prod-cleanup";

    @Test
    void it_looks_after_the_log_groups_of_exactly_the_gateways_functions() {
        List<String> functions = Templates.in(Synthesised.PROD, "breakwater-prod-gateway", "AWS::Lambda::Function")
                .map(function -> function.properties().path("FunctionName").asText())
                .toList();
        assertThat(Templates.in(Synthesised.PROD, CLEANUP, "Custom::BreakwaterLateLogs"))
                .singleElement()
                .satisfies(
                        groups -> assertThat(Templates.texts(groups.properties().path("Functions")))
                                .containsExactlyInAnyOrderElementsOf(functions));
        assertThat(resources("logs:DeleteLogGroup"))
                .containsExactlyInAnyOrderElementsOf(functions.stream()
                        .map(name -> "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/" + name)
                        .flatMap(arn -> Stream.of(arn, arn + ":log-stream:"))
                        .toList());
        assertThat(resources("lambda:GetFunctionConfiguration"))
                .containsExactlyInAnyOrderElementsOf(functions.stream()
                        .map(name -> "arn:aws:lambda:us-east-1:123456789012:function:" + name)
                        .toList());
    }

    private static List<String> resources(String action) {
        return Templates.in(Synthesised.PROD, CLEANUP)
                .flatMap(Templates::statements)
                .filter(statement -> Templates.texts(statement.path("Action")).contains(action))
                .flatMap(statement -> Templates.texts(statement.path("Resource")).stream())
                .toList();
    }

    @Test
    void its_own_log_group_goes_with_it() {
        assertThat(Templates.in(Synthesised.PROD, CLEANUP, "AWS::Logs::LogGroup"))
                .extracting(group -> group.properties().path("LogGroupName").asText())
                .containsExactly("/aws/lambda/breakwater-prod-late-logs");
        JsonNode groups = Templates.in(Synthesised.PROD, CLEANUP, "Custom::BreakwaterLateLogs")
                .findFirst()
                .orElseThrow()
                .body();
        assertThat(Templates.texts(groups.path("DependsOn")))
                .anyMatch(id -> id.startsWith("LateLogsFunctionLogsGroup"));
    }
}
