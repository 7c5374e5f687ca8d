package io.breakwater.ops.deploy.world;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// The project's own scripts and the pinned CDK CLI, run as an operator runs them.
///
/// @param root the project's folder
/// @param config the folder of the test's environments
/// @param longest how long one of them may take
public record Scripts(Path root, Path config, Children children, Duration longest) {
    /// The CLI would ask for a policy; a sandbox is free to use the one that the CDK once took by itself.
    private static final String EXECUTION_POLICY = "arn:aws:iam::aws:policy/AdministratorAccess";

    /// `scripts/deploy ENV`
    public Finished deploy(String environment) throws Unshown, IOException, InterruptedException {
        return run("deploy", environment);
    }

    /// `scripts/destroy ENV --yes`
    public Finished destroy(String environment) throws Unshown, IOException, InterruptedException {
        return run("destroy", environment, "--yes");
    }

    /// A script of the project, to its end.
    public Finished run(String script, String... arguments) throws Unshown, IOException, InterruptedException {
        return start(script, arguments).finish(longest);
    }

    /// A script of the project that goes on while others look.
    public Children.Child start(String script, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(root.resolve("scripts/" + script).toString()));
        command.addAll(List.of(arguments));
        return children.start(new Children.Job(
                logName(script, arguments), command, root, Map.of("BREAKWATER_CONFIG", config.toString())));
    }

    /// A file's name: the arguments that are no option and no path.
    private static String logName(String script, String... arguments) {
        return Stream.concat(Stream.of(script), Stream.of(arguments))
                .filter(word -> word.matches("[A-Za-z0-9]+"))
                .collect(Collectors.joining("-"));
    }

    /// `cdk bootstrap` of a place, with trust in another account. Outside the project's folder, where no app is.
    public Finished bootstrap(Place place, Place trusted, AwsCredentialsProvider credentials)
            throws Unshown, IOException, InterruptedException {
        List<String> command = List.of(
                root.resolve("node_modules/.bin/cdk").toString(),
                "bootstrap",
                "aws://" + place,
                "--no-notices",
                "--trust",
                trusted.account().value(),
                "--cloudformation-execution-policies",
                EXECUTION_POLICY);
        String name = "bootstrap-" + place.account() + "-" + place.region();
        return children.run(new Children.Job(name, command, children.logs(), variables(place, credentials)), longest);
    }

    private static Map<String, String> variables(Place place, AwsCredentialsProvider credentials) {
        AwsCredentialsIdentity identity = credentials.resolveCredentials();
        String token = identity instanceof AwsSessionCredentialsIdentity session ? session.sessionToken() : "";
        return Map.of(
                "AWS_ACCESS_KEY_ID",
                identity.accessKeyId(),
                "AWS_SECRET_ACCESS_KEY",
                identity.secretAccessKey(),
                "AWS_SESSION_TOKEN",
                token,
                "AWS_PROFILE",
                "",
                "AWS_REGION",
                place.region().value(),
                "CI",
                "1",
                "CDK_DISABLE_CLI_TELEMETRY",
                "true");
    }
}
