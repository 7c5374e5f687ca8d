package io.breakwater.dialect.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.BodyGate;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyGateTest {

    private static final Decoded READ = new Decoded.Refused(Refusal.routeNotFound("a body that has passed"));

    private static Decoded read(Map<String, String> headers, String body) {
        ApiRequest request = new ApiRequest("POST", "/x", headers, body.getBytes(StandardCharsets.UTF_8));
        return Samples.GATE.read(request, _ -> READ);
    }

    private static Refusal refusal(Decoded body) {
        return ((Decoded.Refused) body).refusal();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json; charset=utf-8",
                "application/json;charset=\"UTF-8\"; profile=x"
            })
    void json_in_utf8_passes(String type) {
        assertThat(read(Map.of("content-type", type), "{}")).isSameAs(READ);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "text/plain",
                "application/jsonx",
                "application/x-ndjson",
                "multipart/form-data; boundary=x",
                "application/json; charset=latin1",
                "application/json; charset=utf-16"
            })
    void other_media_are_refused(String type) {
        assertThat(refusal(read(Map.of("content-type", type), "{}")))
                .extracting(Refusal::kind)
                .isEqualTo(Refusal.Kind.UNSUPPORTED_MEDIA);
    }

    @Test
    void a_missing_content_type_is_refused_by_name() {
        assertThat(refusal(read(Map.of(), "{}")).message()).contains("content-type header is missing");
    }

    @Test
    void a_compressed_body_is_refused() {
        Map<String, String> headers = Map.of("content-type", "application/json", "content-encoding", "gzip");
        assertThat(refusal(read(headers, "{}"))).extracting(Refusal::kind).isEqualTo(Refusal.Kind.UNSUPPORTED_MEDIA);
    }

    @Test
    void size_is_judged_before_anything_is_read() {
        String garbage = "x".repeat(JsonLimits.DEFAULT.bodyBytes() + 1);
        Refusal refusal = refusal(read(Map.of(), garbage));
        assertThat(refusal).extracting(Refusal::kind).isEqualTo(Refusal.Kind.BODY_TOO_LARGE);
        assertThat(refusal.message()).contains("1048577 bytes", "1048576");
    }

    @Test
    void the_largest_allowed_body_passes() {
        int cap = JsonLimits.HARDEST_BODY_BYTES;
        BodyGate gate = new BodyGate(JsonLimits.DEFAULT.withBodyBytes(cap));
        String body = "{\"a\":\"" + "x".repeat(cap - 8) + "\"}";
        assertThat(gate.read(Samples.post("/x", body), _ -> READ)).isSameAs(READ);
        assertThat(gate.read(Samples.post("/x", body + " "), _ -> READ)).isNotSameAs(READ);
    }

    @Test
    void what_is_wrong_in_the_json_is_an_invalid_request_with_its_field() {
        Refusal refusal = refusal(read(Map.of("content-type", "application/json"), "{\"a\":1,\"a\":2}"));
        assertThat(refusal.about()).contains("a");
    }
}
