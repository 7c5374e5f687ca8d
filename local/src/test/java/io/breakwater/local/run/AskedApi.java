package io.breakwater.local.run;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A language that clients speak with the API of Bedrock that it leads to, whole and streamed: each has
/// names that begin with its own, and accounts and tenants of its own (`every-api.yaml`, [#config]).
enum AskedApi {
    CHAT(Dialect.OPENAI, Model.CLAUDE, "Converse", "/v1/chat/completions", Body.CHAT, false),
    CHAT_STREAM(Dialect.OPENAI, Model.CLAUDE, "Converse", "/v1/chat/completions", Body.CHAT, true),
    NATIVE_CHAT(Dialect.OPENAI, Model.GPT, "ChatCompletions", "/openai/v1/chat/completions", Body.CHAT, false),
    NATIVE_CHAT_STREAM(Dialect.OPENAI, Model.GPT, "ChatCompletions", "/v1/chat/completions", Body.CHAT, true),
    CHAT_RESPONDED(Dialect.OPENAI, Model.GPT, "Responses", "/v1/chat/completions", Body.REASONING_CHAT, false),
    CHAT_RESPONDED_STREAM(Dialect.OPENAI, Model.GPT, "Responses", "/v1/chat/completions", Body.REASONING_CHAT, true),
    RESPONSES(Dialect.OPENAI, Model.CLAUDE, "Converse", "/v1/responses", Body.RESPONSES, false),
    RESPONSES_STREAM(Dialect.OPENAI, Model.CLAUDE, "Converse", "/v1/responses", Body.RESPONSES, true),
    NATIVE_RESPONSES(Dialect.OPENAI, Model.GPT, "Responses", "/openai/v1/responses", Body.RESPONSES, false),
    NATIVE_RESPONSES_STREAM(Dialect.OPENAI, Model.GPT, "Responses", "/v1/responses", Body.RESPONSES, true),
    MESSAGES(Dialect.ANTHROPIC, Model.NOVA, "Converse", "/v1/messages", Body.MESSAGES, false),
    MESSAGES_STREAM(Dialect.ANTHROPIC, Model.NOVA, "Converse", "/anthropic/v1/messages", Body.MESSAGES, true),
    MESSAGES_RESPONDED(Dialect.ANTHROPIC, Model.GPT, "Responses", "/v1/messages", Body.MESSAGES, false),
    MESSAGES_RESPONDED_STREAM(Dialect.ANTHROPIC, Model.GPT, "Responses", "/v1/messages", Body.MESSAGES, true),
    NATIVE_MESSAGES(
            Dialect.ANTHROPIC, Model.CLAUDE, "AnthropicMessages", "/anthropic/v1/messages", Body.MESSAGES, false),
    NATIVE_MESSAGES_STREAM(Dialect.ANTHROPIC, Model.CLAUDE, "AnthropicMessages", "/v1/messages", Body.MESSAGES, true),
    CONVERSE(Dialect.BEDROCK, Model.CLAUDE, "Converse", "/model/NAME/converse", Body.CONVERSE, false),
    CONVERSE_STREAM(Dialect.BEDROCK, Model.CLAUDE, "Converse", "/model/NAME/converse-stream", Body.CONVERSE, true),
    CONVERSE_RESPONDED(Dialect.BEDROCK, Model.GPT, "Responses", "/model/NAME/converse", Body.REASONING_CONVERSE, false),
    CONVERSE_RESPONDED_STREAM(
            Dialect.BEDROCK, Model.GPT, "Responses", "/model/NAME/converse-stream", Body.REASONING_CONVERSE, true),
    INVOKE(Dialect.BEDROCK, Model.CLAUDE, "InvokeModel", "/model/NAME/invoke", Body.INVOKE, false),
    INVOKE_STREAM(
            Dialect.BEDROCK, Model.CLAUDE, "InvokeModel", "/model/NAME/invoke-with-response-stream", Body.INVOKE, true),
    NOVA_INVOKED(Dialect.BEDROCK, Model.NOVA, "InvokeModel", "/model/NAME/invoke", Body.NOVA, false),
    NOVA_INVOKED_STREAM(
            Dialect.BEDROCK, Model.NOVA, "InvokeModel", "/model/NAME/invoke-with-response-stream", Body.NOVA, true),
    LLAMA_INVOKED(Dialect.BEDROCK, Model.LLAMA, "InvokeModel", "/model/NAME/invoke", Body.PROMPT, false),
    LLAMA_INVOKED_STREAM(
            Dialect.BEDROCK, Model.LLAMA, "InvokeModel", "/model/NAME/invoke-with-response-stream", Body.PROMPT, true),
    CHAT_INVOKED(Dialect.BEDROCK, Model.GPT_OSS, "InvokeModel", "/model/NAME/invoke", Body.CHAT, false),
    CHAT_INVOKED_STREAM(
            Dialect.BEDROCK, Model.GPT_OSS, "InvokeModel", "/model/NAME/invoke-with-response-stream", Body.CHAT, true),
    EMBEDDINGS(Dialect.OPENAI, Model.TITAN, "InvokeModel", "/v1/embeddings", Body.EMBEDDINGS, false),
    INVOKED_EMBEDDINGS(
            Dialect.BEDROCK, Model.TITAN, "InvokeModel", "/model/NAME/invoke", Body.INVOKED_EMBEDDINGS, false);

    /// The form of its errors.
    enum Dialect {
        OPENAI,
        ANTHROPIC,
        BEDROCK
    }

    /// A model, its burndown, and its prices in nano-USD per input and output token, as in
    /// `config/models.yaml`.
    enum Model {
        CLAUDE("us.anthropic.claude-sonnet-4-6", "eu.anthropic.claude-sonnet-4-6", 5, 3_300, 16_500),
        GPT("us.openai.gpt-6-sol", "global.openai.gpt-6-sol", 10, 2_200, 11_000),
        NOVA("us.amazon.nova-lite-v1:0", "eu.amazon.nova-lite-v1:0", 1, 60, 240),
        LLAMA("us.meta.llama3-3-70b-instruct-v1:0", "", 1, 720, 720),
        GPT_OSS("openai.gpt-oss-120b-1:0", "", 1, 150, 600),
        TITAN("amazon.titan-embed-text-v2:0", "amazon.titan-embed-text-v2:0", 1, 20, 0);

        private final String profile;
        /// One that is called in eu-west-1 and does not stay in the United States; empty if the
        /// catalogue has none.
        private final String elsewhere;
        final long burndown;
        final long inputPrice;
        final long outputPrice;

        Model(String profile, String elsewhere, long burndown, long inputPrice, long outputPrice) {
            this.profile = profile;
            this.elsewhere = elsewhere;
            this.burndown = burndown;
            this.inputPrice = inputPrice;
            this.outputPrice = outputPrice;
        }
    }

    /// A request's body, how it offers a tool, and a text that occurs once in each whole answer to it,
    /// and one that occurs once in each stream.
    enum Body {
        CHAT(
                "{\"model\":\"NAME\",\"max_completion_tokens\":500,\"messages\":[{\"role\":\"user\",\"content\":\"PROMPT\"}]MORE}",
                ",\"reasoning_effort\":\"none\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"parameters\":SCHEMA}}]",
                "\"finish_reason\":\"stop\"",
                "\"finish_reason\":\"stop\""),
        /// Tools with reasoning, which GPT takes only by Responses.
        REASONING_CHAT(
                "{\"model\":\"NAME\",\"max_completion_tokens\":500,\"reasoning_effort\":\"high\",\"tools\":[{\"type\":\"function\","
                        + "\"function\":{\"name\":\"weather\",\"parameters\":SCHEMA}}],"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"PROMPT\"}]MORE}",
                "",
                "\"finish_reason\":\"stop\"",
                "\"finish_reason\":\"stop\""),
        RESPONSES(
                "{\"model\":\"NAME\",\"max_output_tokens\":500,\"input\":\"PROMPT\"MORE}",
                ",\"tools\":[{\"type\":\"function\",\"name\":\"weather\",\"parameters\":SCHEMA}]",
                "\"object\":\"response\"",
                "\"type\":\"response.completed\""),
        MESSAGES(
                "{\"model\":\"NAME\",\"max_tokens\":500,\"messages\":[{\"role\":\"user\",\"content\":\"PROMPT\"}]MORE}",
                ",\"tools\":[{\"name\":\"weather\",\"input_schema\":SCHEMA}]",
                "\"stop_reason\":\"end_turn\"",
                "\"stop_reason\":\"end_turn\""),
        CONVERSE(
                "{\"inferenceConfig\":{\"maxTokens\":500},\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"PROMPT\"}]}]MORE}",
                ",\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"name\":\"weather\",\"inputSchema\":{\"json\":SCHEMA}}}]}",
                "\"stopReason\":\"end_turn\"",
                "\"stopReason\":\"end_turn\""),
        /// A level of effort, which GPT does not have by Converse.
        REASONING_CONVERSE(
                "{\"inferenceConfig\":{\"maxTokens\":500},\"outputConfig\":{\"effort\":\"high\"},"
                        + "\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"PROMPT\"}]}]MORE}",
                ",\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"name\":\"weather\",\"inputSchema\":{\"json\":SCHEMA}}}]}",
                "\"stopReason\":\"end_turn\"",
                "\"stopReason\":\"end_turn\""),
        INVOKE(
                "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":500,\"messages\":"
                        + "[{\"role\":\"user\",\"content\":\"PROMPT\"}]MORE}",
                ",\"tools\":[{\"name\":\"weather\",\"input_schema\":SCHEMA}]",
                "\"stop_reason\":\"end_turn\"",
                "\"stop_reason\":\"end_turn\""),
        NOVA(
                "{\"schemaVersion\":\"messages-v1\",\"inferenceConfig\":{\"maxTokens\":500},\"messages\":"
                        + "[{\"role\":\"user\",\"content\":[{\"text\":\"PROMPT\"}]}]MORE}",
                ",\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"name\":\"weather\",\"inputSchema\":{\"json\":SCHEMA}}}]}",
                "\"stopReason\":\"end_turn\"",
                "\"stopReason\":\"end_turn\""),
        PROMPT(
                "{\"prompt\":\"PROMPT\",\"max_gen_len\":500MORE}",
                ",\"temperature\":0.5",
                "\"stop_reason\":\"stop\"",
                "\"stop_reason\":\"stop\""),
        EMBEDDINGS("{\"model\":\"NAME\",\"input\":[\"PROMPT\"]MORE}", ",\"dimensions\":256", "\"object\":\"list\"", ""),
        INVOKED_EMBEDDINGS("{\"inputText\":\"PROMPT\"MORE}", ",\"dimensions\":256", "\"inputTextTokenCount\"", "");

        private final String text;
        private final String offer;
        private final String wholeEnd;
        private final String streamEnd;

        Body(String text, String offer, String wholeEnd, String streamEnd) {
            this.text = text;
            this.offer = offer;
            this.wholeEnd = wholeEnd;
            this.streamEnd = streamEnd;
        }
    }

    private static final String SCHEMA = "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}";
    private static final Pattern CHUNK = Pattern.compile("\"bytes\":\"([^\"]*)\"");

    final Dialect dialect;
    final Model model;
    /// The operation of Bedrock to which it leads, without the suffix for streams.
    final String operation;

    private final String path;
    private final Body body;
    private final boolean streamed;

    AskedApi(Dialect dialect, Model model, String operation, String path, Body body, boolean streamed) {
        this.dialect = dialect;
        this.model = model;
        this.operation = operation;
        this.path = path;
        this.body = body;
        this.streamed = streamed;
    }

    /// The name of its alias and its tenant, with which the names of its accounts and of its small
    /// tenant begin.
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The last digits of its accounts' numbers.
    String accounts() {
        return "%02d".formatted(List.of(values()).indexOf(this));
    }

    HttpRequest request(LiveRun run, String tenant, String prompt) {
        return request(run, tenant, id(), prompt);
    }

    /// A request for another alias than its own.
    HttpRequest request(LiveRun run, String tenant, String alias, String prompt) {
        return request(
                run.gateway().resolve(path.replace("NAME", alias)),
                "Bearer " + run.key(tenant),
                sent(alias, prompt, ""));
    }

    /// @param key the value of the header `authorization`
    HttpRequest request(URI at, String key, String sent) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at)
                .header("content-type", "application/json")
                .header("authorization", key);
        if (dialect == Dialect.ANTHROPIC) {
            request.header("anthropic-version", "2023-06-01");
        }
        return request.POST(BodyPublishers.ofString(sent)).build();
    }

    /// The same request, to be planned only.
    String planned(String prompt) {
        String sent = sent(prompt, "");
        if (dialect != Dialect.BEDROCK) {
            return sent;
        }
        String asked = "{\"modelId\":\"" + id() + "\",\"stream\":" + streamed + ",";
        return path.contains("/converse") ? asked + sent.substring(1) : asked + "\"body\":" + sent + "}";
    }

    /// A body with this prompt.
    ///
    /// @param more further members, each after a comma
    String sent(String prompt, String more) {
        return sent(id(), prompt, more);
    }

    private String sent(String alias, String prompt, String more) {
        boolean says = streamed && dialect != Dialect.BEDROCK;
        return body.text
                .replace("NAME", alias)
                .replace("PROMPT", prompt)
                .replace("SCHEMA", SCHEMA)
                .replace("MORE", more + (says ? ",\"stream\":true" : ""));
    }

    /// The members that offer a tool `weather`, or ask for short vectors.
    String offer() {
        return body.offer.replace("SCHEMA", SCHEMA);
    }

    String profile() {
        return model.profile;
    }

    /// Whether its model can be called outside the United States.
    boolean isElsewhere() {
        return !model.elsewhere.isEmpty();
    }

    boolean isInvoked() {
        return path.contains("/invoke");
    }

    boolean isStreamed() {
        return streamed;
    }

    String path() {
        return path.replace("NAME", id());
    }

    /// How many answers end in this body.
    int answers(String answer) {
        String end = streamed ? body.streamEnd : body.wholeEnd;
        return readable(answer).split(Pattern.quote(end), -1).length - 1;
    }

    /// The answer with the content of its chunks in place of their base64.
    static String readable(String answer) {
        return CHUNK.matcher(answer)
                .replaceAll(chunk -> Matcher.quoteReplacement(
                        new String(Base64.getDecoder().decode(chunk.group(1)), StandardCharsets.UTF_8)));
    }

    /// A gateway that has all of them. Its first calls load classes and may fail on a busy machine for
    /// that reason, so no test counts them.
    static LiveRun started(Path folder) throws Exception {
        Path config = folder.resolve("every-api.yaml");
        Files.writeString(config, config(Files.readString(LiveRun.resource("every-api.yaml"))));
        LiveRun run = LiveRun.start(config);
        for (int i = 0; i < 4; i++) {
            run.chat("warm-up", "warm-up", "hello");
            run.streamedChat("warm-up", "warm-up", "hello");
        }
        return run;
    }

    /// Its lines of `every-api.yaml`: the shards; the aliases `ID`, with one of the first two in each
    /// tier, `ID-placed`, whose first tier may leave the United States, and `ID-scarce`, with little
    /// capacity; the tenants.
    private static String config(String template) {
        StringBuilder shards = new StringBuilder();
        StringBuilder models = new StringBuilder();
        StringBuilder tenants = new StringBuilder();
        for (AskedApi api : values()) {
            String id = api.id();
            shards.append("  - { id: a%1$s, account: \"1111111111%1$s\", regions: [us-east-1] }%n"
                            .formatted(api.accounts()))
                    .append("  - { id: b%1$s, account: \"2222222222%1$s\", regions: [us-west-2] }%n"
                            .formatted(api.accounts()))
                    .append("  - { id: c%1$s, account: \"5555555555%1$s\", regions: [eu-west-1] }%n"
                            .formatted(api.accounts()))
                    .append("  - { id: d%1$s, account: \"6666666666%1$s\", regions: [us-east-1] }%n"
                            .formatted(api.accounts()));
            models.append("  %s:%n    tiers:%n".formatted(id));
            for (String shard : new String[] {"a", "b"}) {
                models.append("      - { profile: \"%s\", shards: [%s%s] }%n"
                        .formatted(api.model.profile, shard, api.accounts()));
            }
            models.append("  %s-placed:%n    tiers:%n".formatted(id));
            if (!api.model.elsewhere.isEmpty()) {
                models.append(
                        "      - { profile: \"%s\", shards: [c%s] }%n".formatted(api.model.elsewhere, api.accounts()));
            }
            models.append("      - { profile: \"%s\", shards: [b%s] }%n".formatted(api.model.profile, api.accounts()))
                    .append("  %s-scarce:%n    tiers:%n".formatted(id))
                    .append("      - { profile: \"%s\", shards: [d%s], capacity: { requestsPerMinute: 8 } }%n"
                            .formatted(api.model.profile, api.accounts()));
            tenants.append("  - { id: %1$s, plan: wide, models: [%1$s, %1$s-placed] }%n".formatted(id))
                    .append("  - { id: %1$s-small, plan: one, models: [%1$s] }%n".formatted(id))
                    .append("  - { id: %1$s-us, plan: wide, models: [%1$s-placed], residency: us }%n".formatted(id))
                    .append("  - { id: %1$s-high, plan: wide, models: [%1$s-scarce], priority: high }%n".formatted(id))
                    .append("  - { id: %1$s-low, plan: wide, models: [%1$s-scarce], priority: low }%n".formatted(id));
        }
        return template.replace("# SHARDS\n", shards)
                .replace("# MODELS\n", models)
                .replace("# TENANTS\n", tenants);
    }
}
