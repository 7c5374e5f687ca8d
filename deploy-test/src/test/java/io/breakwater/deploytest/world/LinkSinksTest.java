package io.breakwater.deploytest.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import io.breakwater.ops.account.AccountRegion;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkSinksTest {
    private static final AccountRegion HOME = new AccountRegion(new AccountId("123456789012"), new Region("us-east-1"));
    private static final String POLICY =
            "{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\","
                    + "\\\"Principal\\\":{\\\"AWS\\\":[\\\"111111111111\\\"]},\\\"Resource\\\":\\\"*\\\",\\\"Action\\\":[\\\"oam:CreateLink\\\"]}]}";

    private static int post(LinkSinks sinks, String path, String body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(sinks.endpoint() + path))
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString())
                    .statusCode();
        }
    }

    private static String letting(String policy) {
        return "{\"SinkIdentifier\":\"%s\",\"Policy\":\"%s\"}".formatted(LinkSinks.arn(HOME), policy);
    }

    @Test
    void a_sink_that_is_made_can_be_opened_and_is_made_once() throws Exception {
        try (LinkSinks sinks = LinkSinks.open(HOME)) {
            assertThat(post(sinks, "/PutSinkPolicy", letting(POLICY))).isEqualTo(400);
            assertThat(post(sinks, "/CreateSink", "{\"Name\":\"monitoring\"}")).isEqualTo(200);
            assertThat(sinks.letsOthersIn()).isFalse();
            assertThat(post(sinks, "/PutSinkPolicy", letting(POLICY))).isEqualTo(200);

            assertThat(sinks.letsOthersIn()).isTrue();
            assertThat(post(sinks, "/CreateSink", "{\"Name\":\"monitoring\"}")).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "nothing",
                "{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\"}]}"
            })
    void what_is_no_policy_opens_nothing(String policy) throws Exception {
        try (LinkSinks sinks = LinkSinks.open(HOME)) {
            post(sinks, "/CreateSink", "{\"Name\":\"monitoring\"}");

            assertThat(post(sinks, "/PutSinkPolicy", letting(policy))).isEqualTo(400);
            assertThat(sinks.letsOthersIn()).isFalse();
        }
    }
}
