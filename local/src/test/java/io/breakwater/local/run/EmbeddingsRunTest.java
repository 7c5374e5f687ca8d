package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.event.Served;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Embeddings of texts over the socket, from each family of models.
@Timeout(60)
class EmbeddingsRunTest {
    private static final String CONFIG = """
            environment: embeddings
            home: { account: "123456789012", region: us-east-1 }
            shards:
              - { id: a, account: "111111111111", regions: [us-east-1] }
              - { id: b, account: "222222222222", regions: [us-east-1] }
            models:
              claude:
                tiers: [{ profile: us.anthropic.claude-sonnet-4-6, shards: [a] }]
              titan:
                tiers: [{ profile: "amazon.titan-embed-text-v2:0", shards: [a, b] }]
              cohere3:
                tiers: [{ profile: cohere.embed-english-v3, shards: [a, b] }]
              cohere4:
                tiers:
                  - { profile: "us.cohere.embed-v4:0", shards: [a] }
                  - { profile: "us.cohere.embed-v4:0", shards: [b] }
              nova:
                tiers: [{ profile: "amazon.nova-2-multimodal-embeddings-v1:0", shards: [a] }]
            plans:
              ample: { tokensPerMinute: 100000000, tokensPerDay: 100000000, usdPerMonth: 100, requestsPerMinute: 6000 }
            tenants:
              - { id: search, plan: ample, models: ["*"], residency: us }
            simulation: { firstToken: 1ms, tokensPerSecond: 100000, seed: 1 }
            """;

    @TempDir
    static Path folder;

    private static LiveRun run;

    @BeforeAll
    static void start() throws Exception {
        run = LiveRun.start(Files.writeString(folder.resolve("embeddings.yaml"), CONFIG));
    }

    @AfterEach
    void mended() throws Exception {
        run.mend();
    }

    @AfterAll
    static void stop() throws Exception {
        run.close();
    }

    private static HttpResponse<String> embed(String body) throws Exception {
        return run.post("search", "/v1/embeddings", body);
    }

    private static JsonNode answered(String body) throws Exception {
        HttpResponse<String> answer = embed(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return LiveRun.json(answer);
    }

    private static String texts(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> "\"text " + i + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }

    @ParameterizedTest
    @CsvSource({"titan, 1024", "titan, 256", "cohere3, 1024", "cohere4, 1536", "cohere4, 256", "nova, 3072", "nova, 384"
    })
    void each_family_makes_a_vector_of_the_length_that_is_asked_for(String model, int length) throws Exception {
        JsonNode answer = answered(
                "{\"model\":\"%s\",\"input\":\"hello\",\"dimensions\":%d,\"user\":\"u\"}".formatted(model, length));
        assertThat(answer.path("object").asText()).isEqualTo("list");
        assertThat(answer.path("data")).hasSize(1);
        assertThat(answer.path("data").get(0).path("embedding")).hasSize(length);
        assertThat(answer.path("usage").path("prompt_tokens").asLong()).isPositive();
        assertThat(answer.path("usage").path("total_tokens"))
                .isEqualTo(answer.path("usage").path("prompt_tokens"));
    }

    @Test
    void a_thousand_texts_are_eleven_calls_and_come_back_in_their_order() throws Exception {
        int before = run.invocations().size();
        JsonNode answer = answered("{\"model\":\"cohere3\",\"input\":%s}".formatted(texts(1_000)));
        assertThat(run.invocations().size() - before).isEqualTo(Math.ceilDiv(1_000, 96));
        assertThat(answer.path("data")).hasSize(1_000);
        JsonNode alone = answered("{\"model\":\"cohere3\",\"input\":\"text 500\"}");
        assertThat(answer.path("data").get(500).path("index").asInt()).isEqualTo(500);
        assertThat(answer.path("data").get(500).path("embedding"))
                .isEqualTo(alone.path("data").get(0).path("embedding"));
    }

    @Test
    void base64_is_the_same_vector_in_little_endian_numbers_of_four_bytes() throws Exception {
        JsonNode plain = answered("{\"model\":\"titan\",\"input\":\"hello\"}")
                .path("data")
                .get(0)
                .path("embedding");
        String coded = answered("{\"model\":\"titan\",\"input\":\"hello\",\"encoding_format\":\"base64\"}")
                .path("data")
                .get(0)
                .path("embedding")
                .asText();
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(coded)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.remaining()).isEqualTo(4 * plain.size());
        plain.forEach(number -> assertThat(bytes.getFloat()).isEqualTo(number.floatValue()));
    }

    @Test
    void a_request_of_many_calls_counts_once_and_costs_what_bedrock_counted_to_the_nano_usd() throws Exception {
        HttpResponse<String> answer = embed("{\"model\":\"titan\",\"input\":%s}".formatted(texts(5)));
        long tokens = LiveRun.json(answer).path("usage").path("prompt_tokens").asLong();
        Served served = run.events.ended(LiveRun.requestId(answer)).served();
        assertThat(served.attempts()).isEqualTo(5);
        assertThat(served.usage().input()).isEqualTo(tokens);
        assertThat(served.chargedTokens()).isEqualTo(tokens);
        assertThat(served.nanoUsd()).as("0.02 USD a million").isEqualTo(20 * tokens);
        assertThat(run.usage("search").path("tokensToday").path("held").asLong())
                .isZero();
        assertThat(run.usage("search").path("concurrency").path("inFlight").asLong())
                .isZero();
    }

    @Test
    void a_batch_that_fails_falls_over_to_another_account_of_the_same_model() throws Exception {
        run.faults("[{\"fault\":\"throttle\",\"match\":{\"account\":\"111111111111\"}}]");
        JsonNode answer = answered("{\"model\":\"cohere4\",\"input\":%s}".formatted(texts(200)));
        assertThat(answer.path("data")).hasSize(200);
    }

    @Test
    void a_partial_failure_is_a_failure_and_charges_once_what_was_made() throws Exception {
        long before = run.tokensUsed("search");
        HttpResponse<String> answer = embed("{\"model\":\"cohere3\",\"input\":[%s,\"%s\"]}"
                .formatted(texts(96).replace("[", "").replace("]", ""), "x".repeat(3_000)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(LiveRun.json(answer).path("error").path("message").asText()).contains("maxLength");
        Served served = run.events.ended(LiveRun.requestId(answer)).served();
        assertThat(run.tokensUsed("search") - before).isEqualTo(served.chargedTokens());
        assertThat(run.usage("search").path("tokensToday").path("held").asLong())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"model":"titan","input":""}                                 | input           | input must not be empty
            {"model":"titan","input":[]}                                 | input           | input must not be empty
            {"model":"titan","input":["a",""]}                           | input[1]        | input[1] must not be empty
            {"model":"titan","input":[1,2,3]}                            | input[0]        | check_embedding_ctx_length=False
            {"model":"titan","input":[[1,2],[3]]}                        | input[0]        | check_embedding_ctx_length=False
            {"model":"titan","input":"a","dimensions":300}               | dimensions      | 256, 512, 1024 for this model, got 300
            {"model":"cohere3","input":"a","dimensions":256}             | dimensions      | 1024 for this model, got 256
            {"model":"titan","input":"a","encoding_format":"int8"}       | encoding_format | float or base64
            {"model":"titan","input":"a","input_type":"poem"}            | input_type      | search_query
            {"model":"titan","input":"a","colour":"red"}                 | colour          | colour
            {"model":"claude","input":"a"}                               | model           | is not an embedding model
            {"model":"nobody","input":"a"}                               | null            | nobody""")
    void what_cannot_be_embedded_is_named_and_nothing_is_held(String body, String field, String named)
            throws Exception {
        HttpResponse<String> answer = embed(body);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 404);
        assertThat(LiveRun.json(answer).at("/error/message").asText()).contains(named);
        assertThat(LiveRun.json(answer).at("/error/param").asText()).isEqualTo(field);
        assertThat(run.usage("search").path("tokensToday").path("held").asLong())
                .isZero();
    }

    @Test
    void ten_thousand_texts_at_once_are_refused_by_their_number() throws Exception {
        HttpResponse<String> answer = embed("{\"model\":\"cohere3\",\"input\":%s}".formatted(texts(10_000)));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(LiveRun.json(answer).path("error").path("message").asText()).contains("2048", "10000");
    }

    @Test
    void a_chat_with_an_embedding_model_is_refused_by_name() throws Exception {
        HttpResponse<String> answer = run.chat("search", "titan", "hello");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(LiveRun.json(answer).path("error").path("message").asText()).contains("/v1/embeddings");
    }

    @Test
    void every_path_that_clients_use_leads_to_the_same_vector() throws Exception {
        Set<JsonNode> vectors = new HashSet<>();
        for (String path : List.of(
                "/v1/embeddings", "/embeddings", "/openai/v1/embeddings", "/openai/deployments/titan/embeddings")) {
            HttpResponse<String> answer = run.post("search", path, "{\"model\":\"titan\",\"input\":\"hello\"}");
            assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
            vectors.add(LiveRun.json(answer).path("data"));
        }
        assertThat(vectors).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            titan   | {"inputText":"hello","dimensions":256}                               | /embedding
            cohere4 | {"texts":["hello"],"input_type":"search_query","output_dimension":256} | /embeddings/0
            nova    | {"taskType":"SINGLE_EMBEDDING","singleEmbeddingParams":{"embeddingDimension":256,"text":{"value":"hello"}}} | /embeddings/0/embedding""")
    void a_body_of_invoke_model_in_the_familys_language_goes_as_it_is(String model, String body, String vector)
            throws Exception {
        HttpResponse<String> answer = run.post("search", "/model/" + model + "/invoke", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(LiveRun.json(answer).at(vector)).hasSize(256);
        assertThat(run.events.ended(LiveRun.requestId(answer)).served().usage().input())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nova    | {"singleEmbeddingParams":{"video":{"source":{"s3Location":{"uri":"s3://b/k"}}}}}
            cohere3 | {"images":["data:image/png;base64,AAAA"],"input_type":"image"}
            cohere4 | {"inputs":[{"content":[{"type":"image_url","image_url":"data:image/png;base64,AAAA"}]}]}""")
    void what_is_no_text_has_no_price_here_and_is_refused_by_name(String model, String body) throws Exception {
        HttpResponse<String> answer = run.post("search", "/model/" + model + "/invoke", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(LiveRun.json(answer).path("message").asText()).contains("only texts can be embedded");
    }

    @Test
    void a_body_of_invoke_model_in_another_familys_language_is_refused_by_name() throws Exception {
        HttpResponse<String> answer = run.post("search", "/model/cohere3/invoke", "{\"inputText\":\"hello\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("another family's embeddings");
    }

    @Test
    void a_plan_shows_what_the_texts_would_take() throws Exception {
        JsonNode one = LiveRun.json(run.post("search", "/v1/plan", "{\"model\":\"titan\",\"input\":\"a\"}"));
        assertThat(one.at("/candidates/0/api").asText()).isEqualTo("invoke");
        HttpResponse<String> made = embed("{\"model\":\"titan\",\"input\":\"a\"}");
        assertThat(LiveRun.header(made, "x-breakwater-target")).isNotEmpty();
        assertThat(LiveRun.header(made, "x-breakwater-max-tokens")).isEmpty();
        JsonNode plan = LiveRun.json(run.post("search", "/v1/plan", "{\"model\":\"titan\",\"input\":[\"a\",\"b\"]}"));
        assertThat(plan.path("candidates")).hasSize(2);
        assertThat(plan.path("candidates").get(0).path("api").asText()).isEqualTo("invoke");
        assertThat(plan.path("reservation").path("tokens").asLong()).isPositive();
    }
}
