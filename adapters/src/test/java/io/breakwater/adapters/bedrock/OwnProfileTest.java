package io.breakwater.adapters.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.adapters.bedrock.ScriptedServer.Script;
import io.breakwater.call.Attempted;
import io.breakwater.call.ModelRequest;
import io.breakwater.model.AppliedGuardrail;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.routing.Outcome;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A call by a tenant's own inference profile or with a guardrail: whose refusal is whose.
@Timeout(30)
class OwnProfileTest extends BedrockTransportFixture {
    /// Names an application inference profile until a call by it is refused.
    private static final class OwnProfile implements ModelIds {
        private static final String ARN =
                "arn:aws:bedrock:us-east-1:111111111111:application-inference-profile/abc123def456";
        private boolean refused;

        @Override
        public String of(Target target, TenantId tenant) {
            return refused ? target.profile().value() : ARN;
        }

        @Override
        public boolean refused(String id) {
            refused |= id.equals(ARN);
            return id.equals(ARN);
        }
    }

    private List<Attempted> twiceThroughAnOwnProfile(Script script, List<String> requests) throws IOException {
        try (ScriptedServer server = ScriptedServer.playing(script)) {
            BedrockTransport transport = new BedrockTransport(
                    http,
                    new FixedCredentials(),
                    _ -> server.uri(),
                    new OwnProfile(),
                    watchdog,
                    InstantSource.system());
            List<Attempted> attempted = List.of(
                    transport.call(TARGET, request(false), AMPLE), transport.call(TARGET, request(false), AMPLE));
            requests.addAll(server.requests());
            return attempted;
        }
    }

    @Test
    void a_tenants_own_profile_is_called_by_its_arn() throws IOException {
        List<String> requests = new ArrayList<>();
        assertThat(twiceThroughAnOwnProfile(answer -> answer.whole("200 OK", "", ANSWER), requests))
                .allMatch(attempted -> attempted instanceof Attempted.Whole);

        assertThat(requests)
                .hasSize(2)
                .allSatisfy(request -> assertThat(request)
                        .startsWith("POST /model/arn%3Aaws%3Abedrock%3Aus-east-1%3A111111111111%3A"
                                + "application-inference-profile%2Fabc123def456/converse HTTP/1.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"403 Forbidden,AccessDeniedException", "404 Not Found,ResourceNotFoundException"})
    void a_refused_profile_of_a_tenant_says_nothing_of_the_target_which_is_called_by_its_own(String refusal)
            throws IOException {
        String[] parts = refusal.split(",");
        List<String> requests = new ArrayList<>();
        List<Attempted> attempted = twiceThroughAnOwnProfile(
                answer -> answer.whole(parts[0], "x-amzn-ErrorType: " + parts[1] + "\r\n", "{\"message\":\"no\"}"),
                requests);

        assertThat(attempted)
                .containsExactly(
                        new Attempted.Failed(new Outcome.ProfileRefused(parts[1] + ": no")),
                        new Attempted.Failed(new Outcome.Misconfigured(parts[1] + ": no")));
        assertThat(requests.getLast()).startsWith("POST /model/us.anthropic");
    }

    @Test
    void a_refused_guardrail_is_an_ending_of_its_own_whole_and_streamed() throws IOException {
        AppliedGuardrail guardrail = AppliedGuardrail.asSet(Sample.guardrail("no-advice", Map.of()));
        for (boolean stream : List.of(false, true)) {
            ModelRequest plain = request(stream);
            ModelRequest guarded =
                    new ModelRequest(plain.tenant(), plain.body(), Optional.of(guardrail), plain.stream());
            try (ScriptedServer server = ScriptedServer.playing(answer -> answer.whole(
                    "403 Forbidden",
                    "x-amzn-ErrorType: AccessDeniedException\r\n",
                    "{\"message\":\"not authorized to perform: bedrock:ApplyGuardrail\"}"))) {
                assertThat(transport(server.uri()).call(TARGET, guarded, AMPLE))
                        .isInstanceOfSatisfying(
                                Attempted.Failed.class,
                                failed -> assertThat(failed.outcome()).isInstanceOf(Outcome.GuardrailRefused.class));
            }
        }
    }

    @Test
    void any_other_failure_through_a_tenants_profile_is_the_targets() throws IOException {
        assertThat(twiceThroughAnOwnProfile(
                        answer -> answer.whole("500 Internal", "x-amzn-ErrorType: InternalServerException\r\n", "{}"),
                        new ArrayList<>()))
                .containsOnly(new Attempted.Failed(new Outcome.ServerFault()));
    }
}
