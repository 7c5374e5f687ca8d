package io.breakwater.simulated.bedrock;

import static io.breakwater.simulated.bedrock.Fixture.ACCOUNT_A;
import static io.breakwater.simulated.bedrock.Fixture.ACCOUNT_B;
import static io.breakwater.simulated.bedrock.Fixture.SONNET;
import static io.breakwater.simulated.bedrock.Fixture.SONNET_MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.simulated.bedrock.quota.QuotaLimits;
import io.breakwater.simulated.bedrock.quota.QuotaRule;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/// The prompt cache of a Claude model whose smallest prefix has 1,024 tokens.
@Timeout(60)
class PromptCacheTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OLD_SONNET = "us.anthropic.claude-3-7-sonnet-20250219-v1:0";
    private static final int CHARS_PER_TOKEN = 4;

    private final Fixture fixture = Fixture.changed(settings -> caching(settings, QuotaLimits.NONE));

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static SimulationSettings caching(SimulationSettings settings, QuotaLimits limits) {
        Map<String, ModelSpec> models = new HashMap<>(settings.catalogue().models());
        Map<String, ProfileSpec> profiles = new HashMap<>(settings.catalogue().profiles());
        models.put(SONNET_MODEL, models.get(SONNET_MODEL).cachingFrom(1_024));
        models.put("anthropic.claude-3-7-sonnet-20250219-v1:0", models.get(SONNET_MODEL));
        profiles.put(
                OLD_SONNET,
                new ProfileSpec(
                        "anthropic.claude-3-7-sonnet-20250219-v1:0",
                        profiles.get(SONNET).destinations()));
        return new SimulationSettings(
                settings.accounts(),
                new Catalogue(models, profiles, Map.of()),
                limits,
                settings.latency(),
                settings.seed());
    }

    /// A text of this many tokens, which begins with the letter.
    private static String text(char letter, int tokens) {
        return "{'text':'" + String.valueOf(letter).repeat(tokens * CHARS_PER_TOKEN) + "'}";
    }

    private static String point(String ttl) {
        return "{'cachePoint':{'type':'default'" + (ttl.isEmpty() ? "" : ",'ttl':'" + ttl + "'") + "}}";
    }

    private static String user(String... blocks) {
        return "{'role':'user','content':[" + String.join(",", blocks) + "]}";
    }

    private static String assistant(String text) {
        return "{'role':'assistant','content':[" + text + "]}";
    }

    private static String body(String more, String... messages) {
        return "{" + more + "'inferenceConfig':{'maxTokens':100},'messages':[" + String.join(",", messages) + "]}";
    }

    private JsonNode usage(String body) throws Exception {
        return usage(SONNET, body);
    }

    private JsonNode usage(String model, String body) throws Exception {
        HttpResponse<String> answer = fixture.raw("/model/" + model + "/converse", body.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("usage");
    }

    private static void isUsed(JsonNode usage, long fresh, long read, long written) {
        assertThat(usage.path("inputTokens").asLong()).isEqualTo(fresh);
        assertThat(usage.path("cacheReadInputTokens").asLong()).isEqualTo(read);
        assertThat(usage.path("cacheWriteInputTokens").asLong()).isEqualTo(written);
    }

    @Test
    void a_prefix_below_the_models_minimum_is_not_cached() throws Exception {
        String small = body("", user(text('a', 1_023), point(""), text('q', 10)));
        String enough = body("", user(text('a', 1_024), point(""), text('q', 10)));

        isUsed(usage(small), 1_033, 0, 0);
        isUsed(usage(small), 1_033, 0, 0);
        isUsed(usage(enough), 10, 0, 1_024);
        isUsed(usage(enough), 10, 1_024, 0);
    }

    @Test
    void the_longest_prefix_that_is_known_is_read_and_the_rest_up_to_the_last_point_is_written() throws Exception {
        String tools = "'toolConfig':{'tools':[{'toolSpec':{'name':'t','description':'" + "t".repeat(8_000)
                + "','inputSchema':{'json':{'type':'object'}}}}," + point("") + "]},";
        String system = "'system':[" + text('s', 500) + "," + point("") + "],";

        JsonNode first = usage(body(tools + system, user(text('a', 700), point(""), text('q', 10))));
        long upToSystem = first.path("cacheWriteInputTokens").asLong() - 700;
        isUsed(usage(body(tools + system, user(text('b', 900), point(""), text('q', 10)))), 10, upToSystem, 900);
        isUsed(usage(body(tools + system, user(text('a', 700), point(""), text('r', 20)))), 20, upToSystem + 700, 0);
        isUsed(
                usage(body(tools + "'system':[" + text('z', 500) + "," + point("") + "],", user(text('q', 10)))),
                10,
                upToSystem - 500,
                500);
    }

    @Test
    void a_point_that_moves_on_with_the_conversation_finds_the_prefix_of_the_call_before() throws Exception {
        String first = user(text('a', 2_000), point(""));
        String later = user(text('a', 2_000)) + "," + assistant(text('b', 100)) + "," + user(text('c', 50), point(""));

        isUsed(usage(body("", first)), 0, 0, 2_000);
        isUsed(usage(body("", later)), 0, 2_000, 150);
    }

    @Test
    void a_prefix_more_than_twenty_blocks_before_the_point_is_not_looked_for() throws Exception {
        String many = IntStream.range(0, 21).mapToObj(_ -> text('c', 1)).collect(Collectors.joining(","));

        isUsed(usage(body("", user(text('a', 2_000), point("")))), 0, 0, 2_000);
        isUsed(usage(body("", user(text('a', 2_000), many, point("")))), 0, 0, 2_021);
    }

    @ParameterizedTest
    @CsvSource({
        "us.anthropic.claude-sonnet-4-6, 1h, 3599, 2000",
        "us.anthropic.claude-sonnet-4-6, 1h, 3600, 0",
        "us.anthropic.claude-sonnet-4-6, 5m, 299, 2000",
        "us.anthropic.claude-sonnet-4-6, 5m, 300, 0",
        OLD_SONNET + ", 1h, 300, 0"
    })
    void a_prefix_lives_for_five_minutes_or_for_an_hour_where_the_model_takes_it(
            String model, String ttl, long seconds, long read) throws Exception {
        String body = body("", user(text('a', 2_000), point(ttl)));
        usage(model, body);
        fixture.now.updateAndGet(now -> now.plusSeconds(seconds));

        assertThat(usage(model, body).path("cacheReadInputTokens").asLong()).isEqualTo(read);
    }

    @Test
    void each_reading_renews_a_prefix() throws Exception {
        String body = body("", user(text('a', 2_000), point("")));
        usage(body);
        for (int i = 0; i < 3; i++) {
            fixture.now.updateAndGet(now -> now.plus(Duration.ofMinutes(4)));
            isUsed(usage(body), 0, 2_000, 0);
        }
    }

    @Test
    void what_was_written_is_told_by_how_long_it_is_kept() throws Exception {
        JsonNode usage = usage(
                body("'system':[" + text('s', 2_000) + "," + point("1h") + "],", user(text('a', 300), point("5m"))));

        assertThat(usage.path("cacheDetails").toString())
                .isEqualTo("[{\"ttl\":\"5m\",\"inputTokens\":300},{\"ttl\":\"1h\",\"inputTokens\":2000}]");
    }

    @Test
    void accounts_regions_and_models_have_caches_of_their_own() {
        ConverseRequest request = Fixture.asking("hello").toBuilder()
                .system(
                        SystemContentBlock.fromText("x".repeat(8_000)),
                        SystemContentBlock.fromCachePoint(
                                CachePointBlock.builder().type("default").build()))
                .build();
        try (BedrockRuntimeClient a = fixture.client();
                BedrockRuntimeClient b = fixture.client(ACCOUNT_B, Region.US_EAST_1);
                BedrockRuntimeClient west = fixture.client(ACCOUNT_A, Region.US_WEST_2)) {
            assertThat(a.converse(request).usage().cacheWriteInputTokens()).isEqualTo(2_000);
            for (TokenUsage elsewhere : List.of(
                    b.converse(request).usage(),
                    west.converse(request).usage(),
                    a.converse(request.toBuilder().modelId(OLD_SONNET).build()).usage())) {
                assertThat(elsewhere.cacheReadInputTokens()).isZero();
                assertThat(elsewhere.cacheWriteInputTokens()).isEqualTo(2_000);
            }
            assertThat(a.converse(request).usage().cacheReadInputTokens()).isEqualTo(2_000);
        }
    }

    @Test
    void claudes_own_body_has_its_marks_and_the_same_text_without_one_is_the_same_prefix() throws Exception {
        String marked = "[{'type':'text','text':'" + "a".repeat(8_000) + "','cache_control':{'type':'ephemeral'}}]";
        String later = "'" + "a".repeat(8_000) + "'},{'role':'assistant','content':'b'},{'role':'user','content':"
                + "[{'type':'text','text':'cccc','cache_control':{'type':'ephemeral','ttl':'1h'}}]";

        JsonNode first = invoked(marked).path("usage");
        JsonNode second = invoked(later).path("usage");

        assertThat(first.path("cache_creation_input_tokens").asLong()).isEqualTo(2_000);
        assertThat(first.at("/cache_creation/ephemeral_5m_input_tokens").asLong())
                .isEqualTo(2_000);
        assertThat(second.path("cache_read_input_tokens").asLong()).isEqualTo(2_000);
        assertThat(second.at("/cache_creation/ephemeral_1h_input_tokens").asLong())
                .isEqualTo(2);
    }

    private JsonNode invoked(String content) throws Exception {
        String body = "{'anthropic_version':'bedrock-2023-05-31','max_tokens':100,'messages':[{'role':'user','content':"
                + content + "}]}";
        HttpResponse<String> answer = fixture.raw("/model/" + SONNET + "/invoke", body.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    @Test
    void what_was_read_costs_no_quota_and_what_was_written_does() throws Exception {
        QuotaLimits limits = QuotaLimits.of(new QuotaRule(null, null, null, 0, 10_000));
        try (Fixture limited = Fixture.changed(settings -> caching(settings, limits))) {
            String body = body("", user(text('a', 2_000), point(""), "{'text':'[[tokens:20]]'}"))
                    .replace('\'', '"');
            limited.raw("/model/" + SONNET + "/converse", body);
            JsonNode afterWriting =
                    JSON.readTree(limited.control("GET", "pools", "").body());
            limited.raw("/model/" + SONNET + "/converse", body);
            JsonNode afterReading =
                    JSON.readTree(limited.control("GET", "pools", "").body());

            long written = 10_000 - afterWriting.findValue("tokensLeft").asLong();
            long read = afterWriting.findValue("tokensLeft").asLong()
                    - afterReading.findValue("tokensLeft").asLong();
            assertThat(written - read).isEqualTo(2_000);
            assertThat(read)
                    .as("the prompt beside the prefix, and 20 tokens of output at 5")
                    .isEqualTo(4 + 20 * 5);
        }
    }
}
