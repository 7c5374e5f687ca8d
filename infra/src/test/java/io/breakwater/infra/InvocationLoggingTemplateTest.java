package io.breakwater.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.infra.Templates.Found;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Bedrock's invocation log, if it is turned on.
class InvocationLoggingTemplateTest {
    private static final String STACK = "breakwater-dev-shard-b-us-west-2";

    @Test
    void it_is_in_every_shard_where_it_is_on_and_nowhere_where_it_is_off() {
        assertThat(Templates.all(Synthesised.FULL, "Custom::BreakwaterInvocationLogging"))
                .extracting(Found::stack)
                .containsExactly("breakwater-dev-shard-a-us-east-1", STACK);
        assertThat(Stream.of(Synthesised.DEV, Synthesised.PROD)
                        .flatMap(environment -> Templates.all(environment))
                        .filter(found -> found.stack().contains("-shard-")))
                .isNotEmpty()
                .noneMatch(found -> found.type().startsWith("Custom::")
                        || found.type().equals("AWS::Lambda::Function")
                        || found.type().equals("AWS::Logs::LogGroup"));
    }

    @Test
    void the_setting_names_log_role_and_where_the_one_before_is_saved() {
        JsonNode setting = Templates.in(Synthesised.FULL, STACK, "Custom::BreakwaterInvocationLogging")
                .findFirst()
                .orElseThrow()
                .properties();
        assertThat(setting.path("LogGroup").asText()).isEqualTo("/breakwater/dev/invocations");
        assertThat(setting.path("Prompts").asText()).isEqualTo("true");
        assertThat(setting.path("Parameter").asText()).isEqualTo("/breakwater/dev/invocation-logging-before");
        assertThat(setting.path("Tags").has("breakwater:stack-id")).isTrue();
        assertThat(setting.path("Role").has("Fn::GetAtt")).isTrue();
    }

    @Test
    void bedrock_may_write_its_one_stream_for_this_account_and_region_only() {
        Found role = Templates.in(Synthesised.FULL, STACK, "AWS::IAM::Role")
                .filter(found ->
                        found.properties().path("RoleName").asText().equals("breakwater-dev-invocation-log-us-west-2"))
                .findFirst()
                .orElseThrow();
        JsonNode trust = Templates.statements(role).findFirst().orElseThrow();
        assertThat(trust.at("/Principal/Service").asText()).isEqualTo("bedrock.amazonaws.com");
        assertThat(trust.at("/Condition/StringEquals/aws:SourceAccount").asText())
                .isEqualTo("222222222222");
        assertThat(trust.at("/Condition/ArnLike/aws:SourceArn").asText())
                .isEqualTo("arn:aws:bedrock:us-west-2:222222222222:*");
        assertThat(statement("logs:PutLogEvents", "modelinvocations"))
                .containsExactly(
                        "arn:aws:logs:us-west-2:222222222222:log-group:/breakwater/dev/invocations:log-stream:aws/bedrock/modelinvocations");
    }

    @Test
    void a_role_is_passed_to_bedrock_alone() {
        assertThat(Templates.in(Synthesised.FULL, STACK)
                        .flatMap(Templates::statements)
                        .filter(statement ->
                                Templates.texts(statement.path("Action")).contains("iam:PassRole")))
                .singleElement()
                .satisfies(statement -> assertThat(statement
                                .at("/Condition/StringEquals/iam:PassedToService")
                                .asText())
                        .isEqualTo("bedrock.amazonaws.com"));
    }

    @Test
    void the_setting_is_made_after_what_it_needs_and_goes_before_it() {
        List<String> needed = Templates.in(Synthesised.FULL, STACK, "Custom::BreakwaterInvocationLogging")
                .flatMap(found -> Templates.texts(found.body().path("DependsOn")).stream())
                .toList();
        assertThat(needed)
                .anyMatch(id -> id.contains("WriterRoleDefaultPolicy"))
                .anyMatch(id -> id.contains("FunctionRoleDefaultPolicy"))
                .anyMatch(id -> id.contains("LoggingLogGroup"));
    }

    private static List<String> statement(String action, String resource) {
        return Templates.in(Synthesised.FULL, STACK)
                .flatMap(Templates::statements)
                .filter(found -> Templates.texts(found.path("Action")).contains(action))
                .flatMap(found -> Templates.texts(found.path("Resource")).stream())
                .filter(found -> found.contains(resource))
                .toList();
    }
}
