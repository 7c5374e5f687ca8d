package io.breakwater.simulated.bedrock;

import static io.breakwater.simulated.bedrock.Fixture.asking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.breakwater.JsonNames;
import io.breakwater.PublicNames;
import io.breakwater.simulated.bedrock.fault.AccountRefusal;
import io.breakwater.simulated.bedrock.fault.FaultKind;
import io.breakwater.simulated.bedrock.fault.Parameter;
import io.breakwater.simulated.bedrock.quota.DailyRule;
import io.breakwater.simulated.bedrock.quota.QuotaLimits;
import io.breakwater.simulated.bedrock.quota.QuotaRule;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;

/// What other people's scripts send to `/_sim` and read from it.
class SimulationNamesTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final QuotaLimits LIMITS = new QuotaLimits(
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
            faults(fixture);
            read(fixture, "GET", "faults", "");
            lift(fixture);
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

    /// A fault of every kind, with every member that it takes.
    private void faults(Fixture fixture) throws Exception {
        for (FaultKind kind : FaultKind.values()) {
            names.all().add("fault " + kind.wireName());
            kind.takes().forEach(taken -> names.all().add("fault " + kind.wireName() + " takes " + taken.wireName()));
            post(fixture, fault(kind));
        }
        for (AccountRefusal refusal : AccountRefusal.values()) {
            names.all().add("fault account-refusal reason " + refusal.wireName());
            post(fixture, fault(FaultKind.ACCOUNT_REFUSAL).put("reason", refusal.wireName()));
        }
    }

    private void post(Fixture fixture, ObjectNode fault) throws Exception {
        ArrayNode script = JSON.createArrayNode().add(fault);
        names.add("POST faults is sent", script);
        read(fixture, "POST", "faults", script.toString());
    }

    private static ObjectNode fault(FaultKind kind) {
        ObjectNode fault = JSON.createObjectNode().put("fault", kind.wireName());
        ObjectNode match = fault.putObject("match").put("account", Fixture.ACCOUNT_B);
        if (!kind.ofSts()) {
            match.put("region", "us-east-1")
                    .put("model", Fixture.SONNET_MODEL)
                    .put("profile", Fixture.SONNET)
                    .put("stream", true);
        }
        fault.put("after", 1).put("for", "30s").put("times", 2).put("rate", 0.5);
        kind.takes().stream()
                .filter(taken -> taken != Parameter.MESSAGE || !kind.takes().contains(Parameter.REASON))
                .forEach(taken -> fault.set(taken.wireName(), value(taken)));
        return fault;
    }

    private static JsonNode value(Parameter parameter) {
        return switch (parameter) {
            case DELAY -> TextNode.valueOf("1s");
            case TOOK -> TextNode.valueOf("2s");
            case RETRY_AFTER -> TextNode.valueOf("3s");
            case MESSAGE -> TextNode.valueOf("No.");
            case REASON -> TextNode.valueOf(AccountRefusal.NOT_AUTHORIZED.wireName());
            case AFTER_PIECES -> IntNode.valueOf(1);
        };
    }

    /// The faults in force, by their ids, and the answer about a fault that does not exist.
    private void lift(Fixture fixture) throws Exception {
        String id = JSON.readTree(fixture.control("GET", "faults", "").body())
                .at("/0/id")
                .asText();
        assertThat(fixture.control("DELETE", "faults/" + id, "").statusCode()).isEqualTo(200);
        names.all().add("DELETE faults/ID");
        HttpResponse<String> unknown = fixture.control("DELETE", "faults/" + id, "");
        assertThat(unknown.statusCode()).isEqualTo(404);
        names.add("refused with 404", JSON.readTree(unknown.body()));
        HttpResponse<String> wrong = fixture.control("POST", "faults", "[{}]");
        assertThat(wrong.statusCode()).isEqualTo(400);
        names.add("refused with 400", JSON.readTree(wrong.body()));
    }

    private void read(Fixture fixture, String method, String path, String body) throws Exception {
        HttpResponse<String> answer = fixture.control(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode json = JSON.readTree(answer.body());
        names.all().add(method + " " + path);
        names.add(method + " " + path + " answers", json);
    }

    private void filters(Fixture fixture) throws Exception {
        fixture.raw("/model/" + Fixture.SONNET + "/converse", "{}");
        JsonNode sent = JSON.readTree(
                fixture.control("GET", "invocations?bodies=true", "").body());
        assertThat(sent.at("/0/input/inputBodyJson").isObject()).isTrue();
        names.all().add("GET invocations?bodies=true answers: [].input.inputBodyJson");
        for (String filter : List.of("since=0", "account=1", "region=us-east-1", "profile=p", "bodies=true")) {
            assertThat(fixture.control("GET", "invocations?" + filter, "").statusCode())
                    .isEqualTo(200);
            names.all().add("GET invocations?" + filter.substring(0, filter.indexOf('=') + 1));
        }
    }
}
