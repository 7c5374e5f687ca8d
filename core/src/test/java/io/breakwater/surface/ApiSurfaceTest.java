package io.breakwater.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiSurfaceTest {

    /// The requests that API Gateway sends to a function must be those that the function answers.
    @Test
    void every_operation_comes_to_who_answers_it() {
        assertThat(Operation.all()).allSatisfy(operation -> {
            String path = operation.path().replaceAll("[{}]", "");
            assertThat(ApiResource.of(operation.method(), path).answeredBy())
                    .as(operation.path())
                    .isEqualTo(operation.answeredBy());
            assertThat(ApiResource.inRealm(operation.method(), path).answeredBy())
                    .as(operation.path())
                    .isEqualTo(operation.answeredBy());
        });
    }

    @Test
    void no_operation_is_there_twice() {
        assertThat(Operation.all())
                .extracting(operation -> operation.method() + " " + operation.path())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/models/claude-sonnet, GET_MODEL, claude-sonnet",
        "/v1/models/, GET_MODEL, ''",
        "/v1/models/a/b, GET_MODEL, a/b",
        "/model/arn:aws:x/y/converse, CONVERSE, arn:aws:x/y",
        "/model/claude/converse-stream, CONVERSE_STREAM, claude",
        "/model/arn:aws:x/y/invoke, INVOKE, arn:aws:x/y",
        "/model/claude/invoke-with-response-stream, INVOKE_STREAM, claude",
        "/openai/deployments/claude/chat/completions, CREATE_DEPLOYMENT_CHAT_COMPLETION, claude",
        "/openai/deployments/claude/completions, CREATE_DEPLOYMENT_COMPLETION, claude",
    })
    void what_differs_in_a_path_is_found(String path, ApiOperation operation, String variable) {
        assertThat(ApiOperation.at(path)).contains(operation);
        assertThat(operation.variable(path)).isEqualTo(variable);
    }

    @ParameterizedTest
    @CsvSource({"/v1/chat/completions/", "/v1/model", "/model/converse", "/admin/tenants", "/"})
    void other_paths_have_no_operation_for_tenants(String path) {
        assertThat(ApiOperation.at(path)).isEmpty();
    }

    @Test
    void nothing_differs_in_a_path_without_braces() {
        assertThatIllegalArgumentException().isThrownBy(() -> ApiOperation.PLAN.variable("/v1/plan"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdminOperation.LIST_USAGE.variable("tenant", List.of("usage")));
    }

    private static List<String> parts(String path) {
        return List.of(path.substring("/admin/".length()).split("/", -1));
    }

    @ParameterizedTest
    @EnumSource
    void an_operators_operation_is_found_by_its_path_with_the_others_there(AdminOperation operation) {
        List<AdminOperation> there = Arrays.stream(AdminOperation.values())
                .filter(other -> other.path().equals(operation.path()))
                .toList();

        assertThat(AdminOperation.at(parts(operation.path().replaceAll("[{}]", ""))))
                .isEqualTo(there)
                .extracting(AdminOperation::method)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "/admin/tenants/team/keys/k1/rotate, ROTATE_KEY, key, k1",
        "/admin/tenants/team/overrides/usdPerDay, SET_OVERRIDE, tenant, team",
        "/admin/tenants/, GET_TENANT, tenant, ''",
        "/admin/drains/a, BEGIN_DRAIN, name, a",
        "/admin/drains/a/us-east-1/us.x, END_DRAIN, name, a/us-east-1/us.x",
    })
    void what_differs_in_an_operators_path_is_found(
            String path, AdminOperation operation, String name, String variable) {
        assertThat(AdminOperation.at(parts(path))).contains(operation);
        assertThat(operation.variable(name, parts(path))).isEqualTo(variable);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/",
                "/admin/nothing",
                "/admin/usage/more",
                "/admin/targets/other",
                "/admin/tenants/team/nothing",
                "/admin/tenants/team/keys/k1/other",
                "/admin/tenants/team/overrides"
            })
    void other_paths_have_no_operation_for_operators(String path) {
        assertThat(AdminOperation.at(parts(path))).isEmpty();
    }

    @Test
    void the_front_answers_only_get() {
        assertThat(ApiResource.of("POST", "/healthz")).isEqualTo(ApiResource.PROXY);
        assertThat(ApiResource.of("GET", "/healthz").answeredBy()).isEqualTo(Answerer.FRONT);
    }
}
