package io.breakwater.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.adapters.memory.InMemoryKeyStore;
import io.breakwater.adapters.telemetry.EmbeddedMetrics;
import io.breakwater.identity.ApiKey;
import io.breakwater.identity.KeyCheck;
import io.breakwater.identity.KeyStore;
import io.breakwater.identity.Pepper;
import io.breakwater.naming.Metrics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// What the authorizer measures about the keys that it refuses.
class KeyRefusalMetricsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final ApiKey key = ApiKey.generate("dev", RandomGenerator.of("L64X128MixRandom"));

    /// Checks the key against what a store knows; the metrics go to `written`.
    private void present(KeyStore keys) throws Exception {
        EmbeddedMetrics metrics = new EmbeddedMetrics("dev", new PrintStream(written, true, StandardCharsets.UTF_8));
        AuthorizerHandler authorizer = new AuthorizerHandler(
                keys,
                new KeyCheck("dev", new Pepper(new byte[32])),
                (_, _) -> {
                    throw new AssertionError("a key that was refused or not checked was not used");
                },
                InstantSource.fixed(NOW),
                KeyReports.metrics(metrics));
        authorizer.authorize(APIGatewayCustomAuthorizerEvent.builder()
                .withPath("/v1/models")
                .withHeaders(Map.of("x-api-key", key.text()))
                .build());
    }

    @Test
    void a_refused_key_is_counted_by_its_reason_and_nothing_of_it_is_written() throws Exception {
        assertThatThrownBy(() -> present(new InMemoryKeyStore())).isInstanceOf(UnauthorizedException.class);

        String text = written.toString(StandardCharsets.UTF_8);
        assertThat(text).doesNotContain(key.text(), key.keyId()).hasLineCount(1);
        JsonNode line = new ObjectMapper().readTree(text);
        assertThat(line.path(Metrics.KEYS_REFUSED.label()).asInt()).isEqualTo(1);
        assertThat(line.path("Reason").asText()).isEqualTo("UNKNOWN");
        assertThat(line.at("/_aws/CloudWatchMetrics/0/Dimensions").toString())
                .isEqualTo("[[\"Environment\"],[\"Environment\",\"Reason\"]]");
        assertThat(line.at("/_aws/Timestamp").asLong()).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void a_key_that_could_not_be_checked_is_counted_as_that_and_not_as_refused() throws Exception {
        assertThatThrownBy(() -> present(_ -> {
                    throw new IllegalStateException("the table is out of reach");
                }))
                .isInstanceOf(IllegalStateException.class);

        String text = written.toString(StandardCharsets.UTF_8);
        assertThat(text).doesNotContain(key.text(), key.keyId()).hasLineCount(1);
        JsonNode line = new ObjectMapper().readTree(text);
        assertThat(line.path(Metrics.KEYS_UNCHECKED.label()).asInt()).isEqualTo(1);
        assertThat(line.has(Metrics.KEYS_REFUSED.label())).isFalse();
        assertThat(line.at("/_aws/CloudWatchMetrics/0/Dimensions").toString()).isEqualTo("[[\"Environment\"]]");
    }
}
