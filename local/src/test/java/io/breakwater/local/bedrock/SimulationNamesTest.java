package io.breakwater.local.bedrock;

import static io.breakwater.local.bedrock.Fixture.asking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.breakwater.JsonNames;
import io.breakwater.PublicNames;
import io.breakwater.local.bedrock.fault.FaultKind;
import io.breakwater.local.bedrock.quota.DailyRule;
import io.breakwater.local.bedrock.quota.Limits;
import io.breakwater.local.bedrock.quota.QuotaRule;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;

/// What scripts of others send to `/_sim` and read from it.
class SimulationNamesTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Limits LIMITS = new Limits(
            List.of(new QuotaRule(null, "us-east-1", null, 1, 1_000_000)),
            List.of(new DailyRule(null, null, 1_000_000)),
            false);

    private final JsonNames names = new JsonNames();

    @Test
    void the_control_keeps_its_paths_members_and_faults() throws Exception {
        try (Fixture fixture = Fixture.changed(settings -> settings.withLimits(LIMITS))) {
            call(fixture);
            read(fixture, "GET", "healthz", "");
            read(fixture, "GET", "invocations", "");
            read(fixture, "GET", "pools", "");
            for (FaultKind kind : FaultKind.values()) {
                String script = everything(kind);
                names.add("POST faults is sent", JSON.readTree(script));
                read(fixture, "POST", "faults", script);
                names.all().add("fault " + kind.wireName());
            }
            read(fixture, "GET", "faults", "");
            read(fixture, "DELETE", "faults", "");
            read(fixture, "POST", "reset", "");
            filters(fixture);
        }
        PublicNames.SIMULATION_API.are(names.all());
    }

    /// One call that is answered, and one that is throttled.
    private static void call(Fixture fixture) {
        ConverseRequest call = asking("hello").toBuilder()
                .requestMetadata(Map.of("tenant", "search"))
                .build();
        try (BedrockRuntimeClient client = fixture.client()) {
            client.converse(call);
            assertThatThrownBy(() -> client.converse(call)).isInstanceOf(ThrottlingException.class);
        }
    }

    /// A fault with every member there is.
    private static String everything(FaultKind kind) {
        return """
                [{"match": {"account": "222222222222", "region": "us-east-1", "profile": "p"}, "fault": "%s",
                  "after": 1, "for": "30s", "times": 2, "rate": 0.5, "delay": "1s"}]""".formatted(kind.wireName());
    }

    private void read(Fixture fixture, String method, String path, String body) throws Exception {
        HttpResponse<String> answer = fixture.control(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode json = JSON.readTree(answer.body());
        names.all().add(method + " " + path);
        names.add(method + " " + path + " answers", json);
    }

    private void filters(Fixture fixture) {
        for (String filter : List.of("since=0", "account=1", "region=us-east-1", "profile=p")) {
            assertThat(fixture.control("GET", "invocations?" + filter, "").statusCode())
                    .isEqualTo(200);
            names.all().add("GET invocations?" + filter.substring(0, filter.indexOf('=') + 1));
        }
    }
}
