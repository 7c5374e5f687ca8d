package io.breakwater.ops.bootstrap;

import io.breakwater.ops.account.AccountRegion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// The pinned CDK CLI, run in a folder without an app: in an app's folder it would first synthesise the
/// app.
///
/// @param program the CLI
/// @param folder where it runs, and where the logs of its runs are kept
record CdkCli(Path program, Path folder) {

    /// How a run ended.
    ///
    /// @param log its whole output
    record Ended(int exit, Path log) {}

    Ended bootstrap(PlaceStep.Make step, AwsCredentialsIdentity credentials) throws IOException, InterruptedException {
        AccountRegion place = step.place();
        Files.createDirectories(folder);
        Path log = folder.resolve("bootstrap-%s-%s.log".formatted(place.account(), place.region()));
        ProcessBuilder builder = new ProcessBuilder(command(step))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(variables(place, credentials));
        builder.environment().keySet().removeAll(List.of("AWS_PROFILE", "AWS_DEFAULT_PROFILE"));
        Process process = builder.start();
        process.getOutputStream().close();
        return new Ended(process.waitFor(), log);
    }

    private List<String> command(PlaceStep.Make step) {
        List<String> command = List.of(
                program.toString(),
                "bootstrap",
                "aws://" + step.place(),
                "--no-notices",
                "--cloudformation-execution-policies",
                String.join(",", step.policies()));
        return step.trusted().isEmpty()
                ? command
                : Stream.concat(command.stream(), Stream.of("--trust", String.join(",", step.trusted())))
                        .toList();
    }

    private static Map<String, String> variables(AccountRegion place, AwsCredentialsIdentity credentials) {
        String token = credentials instanceof AwsSessionCredentialsIdentity session ? session.sessionToken() : "";
        return Map.of(
                "AWS_ACCESS_KEY_ID",
                credentials.accessKeyId(),
                "AWS_SECRET_ACCESS_KEY",
                credentials.secretAccessKey(),
                "AWS_SESSION_TOKEN",
                token,
                "AWS_REGION",
                place.region().value(),
                "CI",
                "1",
                "CDK_DISABLE_CLI_TELEMETRY",
                "true");
    }
}
