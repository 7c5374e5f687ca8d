package io.breakwater.simulated.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.CommandNames;
import io.breakwater.PublicNames;
import io.breakwater.StandardOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// `scripts/simulated-bedrock` as it meets someone who wants a Bedrock on a laptop and has never heard
/// of the gateway.
@Timeout(90)
class SimulatedBedrockCommandTest {
    private static final String HAIKU = "us.anthropic.claude-haiku-4-5-20251001-v1:0";

    @TempDir
    Path folder;

    /// The result of one run of the command in this process.
    private record Ending(int status, String words) {}

    @Test
    void it_says_where_it_is_answers_within_its_quotas_and_stops_when_told() throws Exception {
        try (SimulationProgram program = SimulationProgram.start(
                "--port",
                "0",
                "--account",
                "333333333333,444444444444",
                "--quota",
                "333333333333/us-east-1/*=1,0",
                "--first-token-millis",
                "0",
                "--tokens-per-second",
                "0")) {
            URI endpoint = program.endpoint();
            try (BedrockRuntimeClient client = client(endpoint, key("ASIA0000333333333333"))) {
                converse(client);
                assertThatThrownBy(() -> converse(client)).isInstanceOf(ThrottlingException.class);
            }
            try (BedrockRuntimeClient other = client(endpoint, key("ASIA0000444444444444"))) {
                converse(other);
                converse(other);
            }

            assertThat(program.stopped())
                    .contains("  333333333333  ASIA0000333333333333", "  444444444444  ASIA0000444444444444")
                    .endsWith("The simulated Bedrock has stopped.");
        }
    }

    @Test
    void a_role_of_ones_own_is_given_out_against_its_external_id() throws Exception {
        String role = "arn:aws:iam::222222222222:role/callers";
        try (SimulationProgram program = SimulationProgram.start("--port", "0", "--role", role + "=between-us")) {
            URI endpoint = program.endpoint();
            try (StsClient sts = sts(endpoint);
                    BedrockRuntimeClient client = client(endpoint, session(sts, role))) {
                converse(client);
            }
        }
    }

    private static AwsCredentials session(StsClient sts, String role) {
        Credentials given = sts.assumeRole(request ->
                        request.roleArn(role).roleSessionName("laptop").externalId("between-us"))
                .credentials();
        return AwsSessionCredentials.create(given.accessKeyId(), given.secretAccessKey(), given.sessionToken());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "--quota=ten            | 'ten' is not a quota: write ACCOUNT/REGION/PROFILE=REQUESTS,TOKENS",
                "--account=12345        | account \"12345\" is not an AWS account id: give 12 digits",
                "--tokens-per-second=-1 | tokensPerSecond is -1",
                "--tokens-per-day=-1    | tokens is -1",
                "--role=callers         | role \"callers\" is in none of the simulated accounts",
                "--models=nowhere.yaml  | There is no file nowhere.yaml; name another with --models",
                "--nothing              | Unknown option: '--nothing'",
            })
    void bad_use_is_told_and_exits_with_2(String option, String told) {
        Ending ending = run(option);

        assertThat(ending.words()).contains(told).doesNotContain("\tat ");
        assertThat(ending.status()).isEqualTo(2);
    }

    @Test
    void a_wrong_catalogue_is_told_with_all_its_problems() throws IOException {
        Path models = folder.resolve("models.yaml");
        Path shipped = Path.of(System.getProperty("breakwater.root"), "config", "models.yaml");
        Files.writeString(
                models,
                Files.readString(shipped)
                        .replaceFirst("burndown: 5", "burndown: -5")
                        .replaceFirst("routes: us-claude", "routes: us-clawed"));

        Ending ending = run("--models=" + models);

        assertThat(ending.words()).contains("The catalogue of models is wrong", "-5", "us-clawed", models.toString());
        assertThat(ending.status()).isEqualTo(2);
    }

    @Test
    void a_port_that_is_taken_is_named_with_what_to_do() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ending ending = run("--port=" + taken.getLocalPort());

            assertThat(ending.words()).contains("port " + taken.getLocalPort() + " is in use", "--port");
            assertThat(ending.status()).isEqualTo(1);
        }
    }

    @Test
    void its_options_keep_their_names() {
        PublicNames.COMMANDS_SIMULATED_BEDROCK.are(CommandNames.of(SimulatedBedrockCommand.commandLine()));
    }

    private static Ending run(String argument) {
        StringWriter words = new StringWriter();
        CommandLine command = SimulatedBedrockCommand.commandLine().setErr(new PrintWriter(words, true));
        return new Ending(command.execute(argument), words.toString());
    }

    private static AwsCredentials key(String accessKeyId) {
        return AwsBasicCredentials.create(accessKeyId, "any");
    }

    private static StsClient sts(URI endpoint) {
        return StsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(key("ASIA0000111111111111")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static BedrockRuntimeClient client(URI endpoint, AwsCredentials credentials) {
        return BedrockRuntimeClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    private static void converse(BedrockRuntimeClient client) {
        Message asked = Message.builder()
                .role(ConversationRole.USER)
                .content(ContentBlock.fromText("hello"))
                .build();
        String answer = client.converse(request ->
                        request.modelId(HAIKU).messages(asked).inferenceConfig(config -> config.maxTokens(50)))
                .output()
                .message()
                .content()
                .getFirst()
                .text();
        assertThat(answer).isNotBlank();
    }

    @Test
    void it_tells_its_help_and_version_and_names_an_unknown_option() {
        StandardOptions.areAnsweredBy(SimulatedBedrockCommand.commandLine());
    }
}
