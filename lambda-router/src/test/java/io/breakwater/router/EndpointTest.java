package io.breakwater.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.dialect.Refusal;
import io.breakwater.surface.Answerer;
import io.breakwater.surface.ApiOperation;
import io.breakwater.surface.Operation;
import io.breakwater.surface.RouterTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EndpointTest {

    static Stream<Operation> own() {
        return Operation.all().stream().filter(operation -> operation.answeredBy() == Answerer.ROUTER);
    }

    static Stream<Operation> others() {
        return Operation.all().stream()
                .filter(operation -> operation.answeredBy() != Answerer.ROUTER && operation != ApiOperation.HEALTH);
    }

    @ParameterizedTest
    @MethodSource("own")
    void each_operation_of_its_own_is_served_with_its_method_only(Operation operation) {
        assertThat(Endpoint.of(operation.method(), path(operation))).isNotInstanceOf(Endpoint.Nothing.class);
        assertThat(Endpoint.of("PATCH", path(operation))).isInstanceOfSatisfying(Endpoint.Nothing.class, nothing -> {
            assertThat(nothing.refusal().kind()).isEqualTo(Refusal.Kind.METHOD_NOT_ALLOWED);
            assertThat(nothing.refusal().message()).contains(operation.method());
        });
    }

    @ParameterizedTest
    @MethodSource("others")
    void what_another_function_answers_is_not_found_here(Operation operation) {
        assertThat(Endpoint.of(operation.method(), path(operation)))
                .isInstanceOfSatisfying(
                        Endpoint.Nothing.class,
                        nothing -> assertThat(nothing.refusal())
                                .extracting(Refusal::kind)
                                .isEqualTo(Refusal.Kind.ROUTE_NOT_FOUND));
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1/nowhere", "POST, /v1/messages/batches", "GET, /v1/chat", "POST, /"})
    void a_path_or_method_that_nobody_answers_is_not_found(String method, String path) {
        assertThat(Endpoint.of(method, path))
                .isInstanceOfSatisfying(
                        Endpoint.Nothing.class,
                        nothing -> assertThat(nothing.refusal())
                                .extracting(Refusal::kind)
                                .isEqualTo(Refusal.Kind.ROUTE_NOT_FOUND));
    }

    @Test
    void a_head_is_a_get_and_the_methods_of_a_path_are_told() {
        assertThat(Endpoint.of("HEAD", "/v1/models"))
                .isEqualTo(new Endpoint.Served(ApiOperation.LIST_MODELS, RouterTask.LIST_MODELS));
        assertThat(Endpoint.of("HEAD", "/v1/chat/completions")).isInstanceOf(Endpoint.Nothing.class);
        assertThat(Endpoint.of("DELETE", "/v1/models"))
                .isInstanceOfSatisfying(
                        Endpoint.Nothing.class,
                        nothing -> assertThat(nothing.refusal())
                                .isEqualTo(Refusal.methodNotAllowed(
                                        "this path answers GET, HEAD only, got 'DELETE'", "GET, HEAD")));
    }

    @Test
    void a_wrong_method_is_repeated_as_a_message_may_repeat_it() {
        String method = "SE\nND" + "X".repeat(5_000);

        assertThat(Endpoint.of(method, "/v1/models"))
                .isInstanceOfSatisfying(
                        Endpoint.Nothing.class,
                        nothing -> assertThat(nothing.refusal().message())
                                .startsWith("this path answers GET, HEAD only, got 'SE?NDXXX")
                                .endsWith("XXX...'")
                                .hasSizeLessThan(200));
    }

    private static String path(Operation operation) {
        return operation.path().replaceAll("\\{\\w+}", "name");
    }
}
