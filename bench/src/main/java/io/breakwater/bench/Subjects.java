package io.breakwater.bench;

import io.breakwater.bench.child.GatewayProcess;
import io.breakwater.bench.http.Post;
import io.breakwater.bench.load.Contender;
import io.breakwater.simulated.bedrock.SimulatedBedrock;
import java.util.List;

/// The ways to the same model that are compared; the first is the reference.
final class Subjects {
    private static final String ACCOUNT = "111111111111";
    private static final String PROFILE = "us.amazon.nova-micro-v1%3A0";
    /// The profile in the environment for large prompts.
    private static final String LARGE_PROFILE = "us.amazon.nova-2-lite-v1%3A0";

    /// The phrase in brackets sets the length of the simulated Bedrock's answer.
    private static final String PROMPT = "Name three breakwaters. [[tokens:%d]]";

    private static final int ANSWER_TOKENS = 24;

    /// Any signature is accepted, so that the direct way includes no time for signing.
    static final String SIGNED = "AWS4-HMAC-SHA256 Credential=" + SimulatedBedrock.accessKeyId(ACCOUNT)
            + "/20260101/us-east-1/bedrock/aws4_request, SignedHeaders=host, Signature=" + "0".repeat(64);

    private static final String WORDS = "Some words of a prompt. ";

    private final GatewayProcess process;
    private final String profile;
    private final String prompt;

    Subjects(GatewayProcess process) {
        this(process, PROFILE, PROMPT);
    }

    private Subjects(GatewayProcess process, String profile, String prompt) {
        this.process = process;
        this.profile = profile;
        this.prompt = prompt;
    }

    /// The same with a prompt of about this many bytes, or of one line for 0.
    static Subjects large(GatewayProcess process, int bytes) {
        return new Subjects(process, LARGE_PROFILE, WORDS.repeat(bytes / WORDS.length()) + PROMPT);
    }

    List<Contender> whole() {
        return List.of(
                new Contender("direct", direct("converse", ANSWER_TOKENS), ""),
                new Contender("gateway, OpenAI", chat(ANSWER_TOKENS, false), ""),
                new Contender("gateway, Bedrock", converse("converse", ANSWER_TOKENS), ""));
    }

    /// @param tokens the length of each answer
    List<Contender> streamed(int tokens) {
        return List.of(
                new Contender("direct", direct("converse-stream", tokens), "metadata"),
                new Contender("gateway, OpenAI", chat(tokens, true), "data: [DONE]"),
                new Contender("gateway, Bedrock", converse("converse-stream", tokens), "metadata"));
    }

    /// A tenant's small streamed call, with the tenant's name.
    static Contender small(GatewayProcess process, String tenant) {
        String body = """
                {"model":"bench","stream":true,"max_tokens":20,"messages":[{"role":"user","content":"Hello [[tokens:20]]"}]}""";
        Post post = new Post(process.gateway(), "/v1/chat/completions", "Bearer " + process.key(tenant), body);
        return new Contender(tenant, post, "data: [DONE]");
    }

    private Post direct(String operation, int tokens) {
        return new Post(process.simulation(), "/model/" + profile + "/" + operation, SIGNED, conversation(tokens));
    }

    private Post converse(String operation, int tokens) {
        return new Post(process.gateway(), "/model/bench/" + operation, bearer(), conversation(tokens));
    }

    private Post chat(int tokens, boolean stream) {
        String body = """
                {"model":"bench","stream":%s,"max_tokens":%d,"messages":[{"role":"user","content":"%s"}]}""".formatted(stream, tokens, prompt.formatted(tokens));
        return new Post(process.gateway(), "/v1/chat/completions", bearer(), body);
    }

    private String bearer() {
        return "Bearer " + process.key();
    }

    private String conversation(int tokens) {
        return """
                {"inferenceConfig":{"maxTokens":%d},"messages":[{"role":"user","content":[{"text":"%s"}]}]}""".formatted(tokens, prompt.formatted(tokens));
    }
}
