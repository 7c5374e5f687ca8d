package io.breakwater.bench;

import io.breakwater.bench.child.GatewayProcess;
import io.breakwater.bench.http.Post;
import io.breakwater.bench.load.Contender;
import io.breakwater.bench.report.MedianOfRounds;
import io.breakwater.bench.report.RunConditions;
import io.breakwater.local.run.ConfigFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `scripts/bench apis`: the CPU of a call in each dialect with each API of Bedrock that serves it,
/// compared with a direct call of the simulated Bedrock; and the time to embed a thousand texts,
/// compared with the slowest of their batches.
@Command(
        name = "apis",
        description = "Measures the CPU that a call adds in each dialect and API, and the embedding of many texts.")
final class ApisCommand implements Callable<Integer> {
    private static final String CLAUDE = "us.anthropic.claude-sonnet-4-6";
    private static final String GPT = "us.openai.gpt-6-sol";
    private static final String TITAN = "amazon.titan-embed-text-v2%3A0";
    private static final String PROMPT = "Name three breakwaters. [[tokens:24]]";
    private static final String TURN = "\"messages\":[{\"role\":\"user\",\"content\":\"" + PROMPT + "\"}]";

    @Option(names = "--rounds", defaultValue = "5", description = "Of each kind of call; default: ${DEFAULT-VALUE}.")
    int rounds = 5;

    @Option(names = "--seconds", defaultValue = "3", description = "Length of a round; default: ${DEFAULT-VALUE}.")
    int seconds = 3;

    @Option(
            names = "--texts",
            defaultValue = "1000",
            description = "To embed at once, at most 2048; default: ${DEFAULT-VALUE}.")
    int texts = 1_000;

    @Option(names = "--gateway-flag", paramLabel = "FLAG", description = "One more flag for the measured JVM.")
    List<String> flags = List.of();

    /// A call of the gateway, and the call of Bedrock behind it.
    private record Pair(Contender gateway, Contender direct) {}

    @Override
    public Integer call() throws Exception {
        try (GatewayProcess process =
                GatewayProcess.start(ConfigFiles.root().resolve("bench/config/apis.yaml"), flags)) {
            List<Pair> pairs = pairs(process);
            System.err.println("warming up");
            for (Pair pair : pairs) {
                added(process, pair);
            }
            RunConditions before = RunConditions.now(GatewayProcess.FLAGS);
            Map<String, List<Double>> added = new LinkedHashMap<>();
            for (int round = 1; round <= rounds; round++) {
                System.err.println("round " + round + " of " + rounds);
                for (Pair pair : pairs) {
                    added.computeIfAbsent(pair.gateway().name(), _ -> new ArrayList<>())
                            .add(added(process, pair));
                }
            }
            System.out.println(
                    "CPU per call in ms that the gateway adds, beside that of a chat completion that is translated");
            System.out.println(
                    before.line(RunConditions.now(GatewayProcess.FLAGS).load()));
            List<Double> reference = added.values().iterator().next();
            added.forEach((way, of) -> System.out.println(line(way, of, reference)));
        }
        System.out.println(EmbeddedTexts.measured(texts, 4 * rounds));
        return 0;
    }

    private static String line(String way, List<Double> added, List<Double> reference) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < added.size(); i++) {
            ratios.add(added.get(i) / reference.get(i));
        }
        return "%-24s %s, ratio %s"
                .formatted(
                        way,
                        MedianOfRounds.of(added).text("%.2f"),
                        MedianOfRounds.of(ratios).text("%.2f"));
    }

    private double added(GatewayProcess process, Pair pair) throws Exception {
        return LargeCommand.cpuMillis(process, pair.gateway(), seconds)
                - LargeCommand.cpuMillis(process, pair.direct(), seconds);
    }

    private static List<Pair> pairs(GatewayProcess process) {
        String converse =
                "{\"inferenceConfig\":{\"maxTokens\":24},\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\""
                        + PROMPT + "\"}]}]}";
        return List.of(
                pair(
                        process,
                        "chat, translated",
                        "/v1/chat/completions",
                        chat("claude", "max_tokens"),
                        "/model/" + CLAUDE + "/converse",
                        converse),
                pair(
                        process,
                        "chat, native",
                        "/v1/chat/completions",
                        chat("gpt", "max_completion_tokens"),
                        "/openai/v1/chat/completions",
                        chat(GPT, "max_completion_tokens")),
                pair(
                        process,
                        "Messages, native",
                        "/v1/messages",
                        chat("claude", "max_tokens"),
                        "/model/" + CLAUDE + "/invoke",
                        "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":24," + TURN + "}"),
                pair(
                        process,
                        "Responses, native",
                        "/v1/responses",
                        response("gpt"),
                        "/openai/v1/responses",
                        response(GPT)),
                pair(
                        process,
                        "Responses, translated",
                        "/v1/responses",
                        response("claude"),
                        "/model/" + CLAUDE + "/converse",
                        converse),
                pair(
                        process,
                        "Converse",
                        "/model/claude/converse",
                        converse,
                        "/model/" + CLAUDE + "/converse",
                        converse),
                pair(
                        process,
                        "embeddings",
                        "/v1/embeddings",
                        "{\"model\":\"titan\",\"input\":\"" + PROMPT + "\"}",
                        "/model/" + TITAN + "/invoke",
                        "{\"inputText\":\"" + PROMPT + "\",\"normalize\":true}"));
    }

    private static Pair pair(
            GatewayProcess process, String name, String path, String body, String direct, String directBody) {
        return new Pair(
                new Contender(name, new Post(process.gateway(), path, "Bearer " + process.key(), body), ""),
                new Contender(
                        name + ", direct", new Post(process.simulation(), direct, Subjects.SIGNED, directBody), ""));
    }

    private static String chat(String model, String bound) {
        return "{\"model\":\"%s\",\"%s\":24,%s}".formatted(model, bound, TURN);
    }

    private static String response(String model) {
        return "{\"model\":\"%s\",\"max_output_tokens\":24,\"input\":\"%s\"}".formatted(model, PROMPT);
    }
}
