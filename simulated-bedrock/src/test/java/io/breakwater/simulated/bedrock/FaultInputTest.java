package io.breakwater.simulated.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Faults that are impossible are refused with what was wrong and what is possible, and nothing is
/// added.
class FaultInputTest {

    private final Fixture fixture = Fixture.started();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"fault":"sts-slow"}                                       | [0].fault is "sts-slow" | sts-silent
            {"fault":"reset","delay":"3s"}                             | [0].delay is "3s"       | no parameters
            {"fault":"throttle","took":"3s"}                           | [0].took is "3s"        | only retryAfter and message
            {"fault":"throttle","retryAfter":"1500ms"}                 | [0].retryAfter          | whole seconds
            {"fault":"throttle","retryAfter":30}                       | [0].retryAfter is 30    | "30s"
            {"fault":"throttle","message":""}                          | [0].message is ""       | characters
            {"fault":"slow-answer"}                                    | [0].took is missing     | "30s"
            {"fault":"slow-answer","took":"40 s"}                      | [0].took is "40 s"      | "500ms"
            {"fault":"slow-answer","took":"4s","delay":"5s"}           | [0].delay is "5s"       | at most "4s"
            {"fault":"silent-tool-arguments"}                          | [0].delay is missing    | "30s"
            {"fault":"end-without-stop","match":{"stream":false}}      | [0].match.stream        | only streams
            {"fault":"cut-stream","afterPieces":-1}                    | [0].afterPieces is -1   | 0 or more
            {"fault":"cut-stream","match":{"stream":"yes"}}            | [0].match.stream        | true or false
            {"fault":"sts-silent","match":{"region":"us-east-1"}}      | [0].match.region        | account
            {"fault":"account-refusal","reason":"x"}                   | [0].reason is "x"       | not-authorized
            {"fault":"account-refusal","reason":"x","message":"y"}     | [0].message             | either
            {"fault":"throttle","match":{"account":"333333333333"}}    | [0].match.account       | 111111111111
            {"fault":"throttle","match":{"region":"mars-north-1"}}     | [0].match.region        | us-west-2
            {"fault":"throttle","match":{"model":"claude"}}            | [0].match.model         | anthropic.claude-sonnet-4-6
            {"fault":"throttle","match":{"profile":"eu.claude"}}       | [0].match.profile       | us.anthropic.claude-sonnet-4-6
            """)
    void a_fault_that_cannot_be_is_refused_with_what_is_possible(String fault, String wrong, String possible) {
        HttpResponse<String> answer = fixture.control("POST", "faults", "[" + fault + "]");
        String message = answer.body().replace("\\\"", "\"");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(message).contains(wrong).contains(possible);
        assertThat(fixture.control("GET", "faults", "").body()).isEqualTo("[]");
    }

    @Test
    void the_second_of_two_faults_is_named_by_its_place_and_none_is_added() {
        HttpResponse<String> answer = fixture.control(
                "POST", "faults", "[{\"fault\":\"reset\"},{\"fault\":\"reset\",\"match\":{\"account\":\"1\"}}]");

        assertThat(answer.body()).contains("[1].match.account");
        assertThat(fixture.control("GET", "faults", "").body()).isEqualTo("[]");
    }
}
