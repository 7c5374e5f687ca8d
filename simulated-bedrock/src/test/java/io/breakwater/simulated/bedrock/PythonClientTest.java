package io.breakwater.simulated.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PythonClientTest {

    private static final String SCRIPT = """
            import sys, boto3
            endpoint, account, role, external, model = sys.argv[1:]
            base = dict(endpoint_url=endpoint, region_name="us-west-2")
            sts = boto3.client("sts", aws_access_key_id="AKIDGATEWAY", aws_secret_access_key="x", **base)
            c = sts.assume_role(RoleArn=role, RoleSessionName="python", ExternalId=external)["Credentials"]
            bedrock = boto3.client("bedrock-runtime", aws_access_key_id=c["AccessKeyId"],
                aws_secret_access_key=c["SecretAccessKey"], aws_session_token=c["SessionToken"], **base)
            ask = dict(modelId=model, messages=[{"role": "user", "content": [{"text": "hello"}]}],
                inferenceConfig={"maxTokens": 100})
            answer = bedrock.converse(**ask)
            print(answer["stopReason"], answer["output"]["message"]["content"][0]["text"])
            events = list(bedrock.converse_stream(**ask)["stream"])
            print(next(iter(events[0])), next(iter(events[-1])))
            print("".join(e["contentBlockDelta"]["delta"]["text"] for e in events if "contentBlockDelta" in e))
            arn = "arn:aws:bedrock:us-west-2:" + account + ":inference-profile/" + model
            print(bedrock.converse(**{**ask, "modelId": arn})["usage"]["inputTokens"])
            try:
                bedrock.converse(**{**ask, "modelId": "nobody.knows-it"})
            except bedrock.exceptions.ValidationException as e:
                print(e.response["Error"]["Message"])
            """;

    private record Run(int exit, String output) {}

    @BeforeAll
    static void boto3_is_there() throws Exception {
        assumeTrue(run("import boto3").exit() == 0, "python3 has no boto3");
    }

    private static Run run(String script, String... arguments) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command(script, arguments))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            return new Run(127, String.valueOf(e.getMessage()));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), output);
    }

    private static List<String> command(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("python3", "-c", script));
        command.addAll(List.of(arguments));
        return command;
    }

    @Test
    void boto3_assumes_a_role_converses_and_streams_unchanged() throws Exception {
        try (Fixture fixture = Fixture.started()) {
            Run run = run(
                    SCRIPT,
                    fixture.simulation.endpoint().toString(),
                    Fixture.ACCOUNT_B,
                    Fixture.roleOf(Fixture.ACCOUNT_B),
                    "breakwater-b",
                    Fixture.SONNET);

            assertThat(run.output()).isEqualTo("""
                            end_turn anthropic.claude-sonnet-4-6 heard: "hello".
                            messageStart metadata
                            anthropic.claude-sonnet-4-6 heard: "hello".
                            2
                            The provided model identifier is invalid.
                            """);
            assertThat(fixture.simulation.invocations().getFirst().accountId()).isEqualTo(Fixture.ACCOUNT_B);
        }
    }
}
