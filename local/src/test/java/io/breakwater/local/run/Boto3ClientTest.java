package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// boto3 with only endpoint and key changed, if this machine has it.
@Timeout(90)
class Boto3ClientTest {
    private static final String SCRIPT = """
            import sys, boto3
            from botocore.config import Config
            bedrock = boto3.client("bedrock-runtime", endpoint_url=sys.argv[1], region_name="us-east-1",
                config=Config(retries={"total_max_attempts": 1}))
            ask = dict(modelId="claude", messages=[{"role": "user", "content": [{"text": "hello"}]}],
                inferenceConfig={"maxTokens": 100})
            answer = bedrock.converse(**ask)
            print(answer["stopReason"], answer["output"]["message"]["content"][0]["text"])
            events = list(bedrock.converse_stream(**ask)["stream"])
            print(next(iter(events[0])), next(iter(events[-1])))
            print("".join(e["contentBlockDelta"]["delta"]["text"] for e in events if "contentBlockDelta" in e))
            try:
                bedrock.converse(**{**ask, "modelId": "nobody"})
            except bedrock.exceptions.ResourceNotFoundException as e:
                print(e.response["ResponseMetadata"]["HTTPStatusCode"])
            """;

    private record Ending(int exit, String output) {}

    @BeforeAll
    static void boto3_is_there() throws Exception {
        assumeTrue(python("import boto3", "").exit() == 0, "python3 has no boto3");
    }

    private static Ending python(String script, String key, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3", "-c", script));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("AWS_BEARER_TOKEN_BEDROCK", key);
        Process process;
        try {
            process = builder.start();
        } catch (IOException noPython) {
            return new Ending(127, String.valueOf(noPython.getMessage()));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ending(process.exitValue(), output);
    }

    @Test
    void boto3_converses_and_streams_with_its_bearer_token() throws Exception {
        try (LiveRun run = LiveRun.start("plain.yaml")) {
            Ending ending = python(SCRIPT, run.key("search"), run.gateway().toString());

            assertThat(ending.output()).isEqualTo("""
                            end_turn anthropic.claude-sonnet-4-6 heard: "hello".
                            messageStart metadata
                            anthropic.claude-sonnet-4-6 heard: "hello".
                            404
                            """);
        }
    }
}
