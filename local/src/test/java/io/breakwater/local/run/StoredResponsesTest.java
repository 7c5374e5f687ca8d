package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.NotFoundException;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Responses that Bedrock stores, over the socket: only the tenant that made one can continue from it,
/// and only at its target.
@Timeout(60)
class StoredResponsesTest {
    private static final String PATH = "/v1/responses";
    private static final ObjectMapper JSON = new ObjectMapper();

    private LiveRun run;

    @BeforeEach
    void start() throws Exception {
        run = LiveRun.start("gpt.yaml");
    }

    @AfterEach
    void stop() throws Exception {
        run.close();
    }

    private HttpResponse<String> create(String tenant, String model, String members) throws Exception {
        return run.post(tenant, PATH, "{\"model\":\"%s\",\"max_output_tokens\":500,%s}".formatted(model, members));
    }

    private HttpResponse<String> stored(String prompt) throws Exception {
        HttpResponse<String> answer = create("search", "gpt-storing", "\"input\":\"" + prompt + "\"");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static String id(HttpResponse<String> answer) throws Exception {
        return LiveRun.json(answer).path("id").asText();
    }

    private HttpResponse<String> after(String id, String members) throws Exception {
        return create("search", "gpt-storing", "\"previous_response_id\":\"%s\",%s".formatted(id, members));
    }

    private HttpResponse<String> ask(String tenant, String method, String path) throws Exception {
        return run.http.send(
                run.request(tenant, path)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private static JsonNode error(HttpResponse<String> refused) throws Exception {
        return LiveRun.json(refused).path("error");
    }

    @Test
    void who_has_made_a_response_gets_it_and_goes_on_from_it_where_it_is() throws Exception {
        HttpResponse<String> first = stored("My name is Ada.");
        String target = LiveRun.header(first, "x-breakwater-target");
        HttpResponse<String> told = ask("search", "GET", PATH + "/" + id(first));
        Set<String> targets = new HashSet<>();
        String before = id(first);
        long read = 0;
        for (int turn = 0; turn < 5; turn++) {
            HttpResponse<String> next = after(before, "\"input\":\"[[tokens:3]]\"");
            assertThat(next.statusCode()).as(next.body()).isEqualTo(200);
            assertThat(LiveRun.json(next).path("previous_response_id").asText()).isEqualTo(before);
            targets.add(LiveRun.header(next, "x-breakwater-target"));
            before = id(next);
            read = LiveRun.json(next).at("/usage/input_tokens").asLong();
        }

        assertThat(id(first)).startsWith("resp_bw1-").doesNotContain("us-east-1", "us-west-2");
        assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
        assertThat(id(told)).isEqualTo(id(first));
        assertThat(LiveRun.json(told).at("/output/0/content/0/text"))
                .isEqualTo(LiveRun.json(first).at("/output/0/content/0/text"));
        assertThat(targets).containsExactly(target);
        assertThat(read)
                .isGreaterThan(LiveRun.json(first).at("/usage/input_tokens").asLong());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/responses", "/openai/v1/responses", "/responses", "/openai/responses", "/v1/v1/responses"})
    void every_base_that_creates_one_also_gets_and_deletes_it(String base) throws Exception {
        String id = id(stored("a"));

        assertThat(ask("search", "GET", base + "/" + id).statusCode()).isEqualTo(200);
        assertThat(ask("search", "POST", base + "/" + id + "/cancel").statusCode())
                .isEqualTo(400);
        HttpResponse<String> deleted = ask("search", "DELETE", base + "/" + id);
        assertThat(LiveRun.json(deleted).path("deleted").asBoolean())
                .as(deleted.body())
                .isTrue();
        assertThat(id(deleted)).isEqualTo(id);
        HttpResponse<String> gone = ask("search", "GET", base + "/" + id);
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(error(gone).path("code").asText()).isEqualTo("response_not_found");
        HttpResponse<String> lost = after(id, "\"input\":\"b\"");
        assertThat(lost.statusCode()).as(lost.body()).isEqualTo(404);
        assertThat(error(lost).path("message").asText()).contains("not found");
    }

    @Test
    void openais_own_client_stores_gets_goes_on_and_deletes() throws Exception {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(run.gateway() + "/v1")
                .apiKey(run.key("search"))
                .maxRetries(0)
                .build();
        ResponseCreateParams.Builder asking = ResponseCreateParams.builder()
                .model("gpt-storing")
                .maxOutputTokens(500)
                .input("hello");
        Response first = client.responses().create(asking.build());
        Response next =
                client.responses().create(asking.previousResponseId(first.id()).build());
        assertThat(client.responses().retrieve(next.id()).previousResponseId()).isPresent();
        client.responses().delete(first.id());
        assertThat(catchThrowableOfType(
                        NotFoundException.class, () -> client.responses().retrieve(first.id())))
                .hasMessageContaining("was not found");
        client.close();
    }

    @Test
    void a_streamed_response_has_one_id_in_all_its_events_and_its_items_can_be_named() throws Exception {
        HttpResponse<String> stream = create("search", "gpt-storing", "\"input\":\"hello\",\"stream\":true");
        List<JsonNode> events = new ArrayList<>();
        for (String line :
                stream.body().lines().filter(line -> line.startsWith("data: ")).toList()) {
            events.add(JSON.readTree(line.substring(6)));
        }
        Set<String> ids = new HashSet<>();
        Set<String> items = new HashSet<>();
        events.forEach(event -> {
            if (event.has("response")) {
                ids.add(event.at("/response/id").asText());
            }
            event.at("/response/output")
                    .forEach(item -> items.add(item.path("id").asText()));
            items.add(event.path("item_id").asText(event.at("/item/id").asText("")));
        });
        items.remove("");
        String reference = "{\"type\":\"item_reference\",\"id\":\"%s\"}"
                .formatted(items.iterator().next());
        HttpResponse<String> next = create(
                "search",
                "gpt-storing",
                "\"input\":[%s,{\"role\":\"user\",\"content\":\"go on\"}]".formatted(reference));

        assertThat(ids).hasSize(1).allMatch(id -> id.startsWith("resp_bw1-"));
        assertThat(items).hasSize(1).allMatch(id -> id.startsWith("msg_bw1-"));
        assertThat(next.statusCode()).as(next.body()).isEqualTo(200);
        assertThat(ask("search", "GET", PATH + "/" + ids.iterator().next()).statusCode())
                .isEqualTo(200);
        assertThat(create("other", "gpt-storing", "\"input\":[%s]".formatted(reference))
                        .statusCode())
                .isEqualTo(404);
    }

    /// The type of a reference may be omitted.
    @ParameterizedTest
    @ValueSource(strings = {"", "\"type\":null,"})
    void an_item_is_named_by_its_sealed_id_alone_however_it_is_written(String type) throws Exception {
        String item = LiveRun.json(stored("a")).at("/output/0/id").asText();
        String named = "\"input\":[{" + type + "\"id\":\"%s\"},{\"role\":\"user\",\"content\":\"go on\"}]";
        String own = run.invocations().getLast().path("requestId").asText();

        HttpResponse<String> next = create("search", "gpt-storing", named.formatted(item));
        assertThat(next.statusCode()).as(next.body()).isEqualTo(200);
        int calls = run.invocations().size();
        for (String bedrocks : List.of("msg_" + own + "0", "msg_" + "a".repeat(48))) {
            assertThat(create("search", "gpt-storing", named.formatted(bedrocks))
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(create("other", "gpt-storing", named.formatted(item)).statusCode())
                .isEqualTo(404);
        assertThat(run.invocations()).hasSize(calls);
    }

    @Test
    void another_tenants_id_a_forged_and_a_cut_one_are_nobodys_and_hold_nothing() throws Exception {
        String id = id(stored("a secret"));
        int calls = run.invocations().size();
        long used =
                run.usage("other").path("requestsPerMinute").path("remaining").asLong();
        for (String asked : List.of(id, id.substring(0, id.length() - 1), "resp_" + "a".repeat(48), "resp_bw1-AAAA")) {
            for (String method : List.of("GET", "DELETE")) {
                HttpResponse<String> refused = ask("other", method, PATH + "/" + asked);
                assertThat(refused.statusCode()).isEqualTo(404);
                assertThat(error(refused).path("type").asText()).isEqualTo("invalid_request_error");
            }
            String goingOn =
                    "{\"model\":\"gpt-storing\",\"input\":\"b\",\"previous_response_id\":\"%s\"".formatted(asked);
            for (HttpResponse<String> refused : List.of(
                    run.post("other", PATH, goingOn + "}"),
                    run.post("other", PATH, goingOn + ",\"stream\":true}"),
                    run.post("other", "/v1/plan", goingOn + "}"))) {
                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(404);
                assertThat(error(refused).path("param").asText()).isEqualTo("previous_response_id");
                assertThat(error(refused).path("code").asText()).isEqualTo("previous_response_not_found");
            }
        }
        assertThat(run.invocations()).hasSize(calls);
        assertThat(run.usage("other")
                        .path("requestsPerMinute")
                        .path("remaining")
                        .asLong())
                .isEqualTo(used);
        assertThat(ask("search", "GET", PATH + "/" + id).statusCode()).isEqualTo(200);
    }

    @Test
    void nobody_else_is_asked_when_the_target_that_has_it_fails() throws Exception {
        HttpResponse<String> first = stored("a");
        String target = LiveRun.header(first, "x-breakwater-target");
        String account = target.startsWith("a/") ? "111111111111" : "222222222222";
        run.faults("[{\"match\": {\"account\": \"%s\"}, \"fault\": \"unavailable\"}]".formatted(account));
        HttpResponse<String> failed = after(id(first), "\"input\":\"b\"");

        assertThat(failed.statusCode()).as(failed.body()).isEqualTo(503);
        assertThat(error(failed).path("message").asText()).contains("only one target has stored", "input");
        assertThat(run.invocations().stream()
                        .filter(call -> !call.path("accountId").asText().equals(account)))
                .isEmpty();
    }

    /// With `store: false` Bedrock's own ids would be returned otherwise.
    @ParameterizedTest
    @ValueSource(strings = {"\"store\":true", "\"store\":false", "\"store\":false,\"stream\":true"})
    void the_id_that_was_gone_on_from_comes_back_as_it_was_sent(String members) throws Exception {
        String before = id(stored("a"));
        HttpResponse<String> next = after(before, "\"input\":\"b\"," + members);

        assertThat(next.statusCode()).as(next.body()).isEqualTo(200);
        assertThat(next.body())
                .contains("\"previous_response_id\":\"" + before + "\"")
                .doesNotContain("resp_0");
    }

    @Test
    void items_of_an_alias_that_stores_can_be_sent_to_one_that_does_not() throws Exception {
        JsonNode item = LiveRun.json(stored("a")).at("/output/0");
        HttpResponse<String> answer = create(
                "search",
                "gpt",
                "\"input\":[%s,{\"type\":\"reasoning\",\"id\":\"%s\",\"summary\":[]},{\"role\":\"user\",\"content\":\"b\"}]"
                        .formatted(item, item.path("id").asText().replace("msg_", "rs_")));

        assertThat(item.path("id").asText()).hasSizeGreaterThan(64);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(run.bodies().getLast().toString()).doesNotContain("bw1-");
    }

    @Test
    void a_question_takes_several_include_and_the_version_that_azures_clients_send() throws Exception {
        String path = PATH + "/" + id(stored("a"));

        assertThat(ask("search", "GET", path + "?include%5B%5D=a&include%5B%5D=b&api-version=v1")
                        .statusCode())
                .isEqualTo(200);
        assertThat(ask("search", "GET", path + "?stream=true").statusCode()).isEqualTo(400);
    }

    @Test
    void an_alias_that_stores_nothing_says_what_to_do_instead() throws Exception {
        HttpResponse<String> refused =
                create("search", "gpt", "\"input\":\"b\",\"previous_response_id\":\"%s\"".formatted(id(stored("a"))));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused).path("param").asText()).isEqualTo("previous_response_id");
        assertThat(error(refused).path("message").asText()).contains("send the whole conversation", "storeResponses");
    }

    @Test
    void what_a_fallback_answers_is_not_stored_and_says_so() throws Exception {
        run.faults("[{\"match\": {\"model\": \"openai.gpt-6-sol\"}, \"fault\": \"unavailable\"}]");
        HttpResponse<String> answer = stored("a");

        assertThat(LiveRun.json(answer).path("store").asBoolean(true)).isFalse();
        assertThat(LiveRun.header(answer, "x-breakwater-adapted")).contains("store");
        assertThat(ask("search", "GET", PATH + "/" + id(answer)).statusCode()).isEqualTo(404);
        assertThat(after(id(answer), "\"input\":\"b\"").statusCode()).isEqualTo(404);
    }

    @Test
    void a_question_costs_no_tokens_and_counts_as_a_request() throws Exception {
        String id = id(stored("a"));
        long tokens = run.tokensUsed("search");
        ask("search", "GET", PATH + "/" + id);

        assertThat(run.tokensUsed("search")).isEqualTo(tokens);
        assertThat(LiveRun.header(ask("search", "GET", PATH + "/" + id), "x-ratelimit-remaining-requests"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/responses/compact", "/v1/responses/input_tokens", "/v1/responses/resp_1/input_items"})
    void what_bedrock_has_not_is_refused_with_what_to_do(String path) throws Exception {
        HttpResponse<String> refused = run.post("search", path, "{\"model\":\"gpt\",\"input\":\"a\"}");

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(error(refused).path("message").asText()).contains("shorten it before you send it");
    }
}
