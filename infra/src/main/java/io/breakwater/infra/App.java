package io.breakwater.infra;

import io.breakwater.config.ConfigFolder;
import io.breakwater.infra.function.Assets;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Problem;
import io.breakwater.settings.Settings;
import java.nio.file.Path;
import java.util.List;

/// The CDK app: describes the environment that `-c env=NAME` asks for. If its configuration is wrong,
/// all problems are listed on standard error and the exit status is 1.
final class App {

    private App() {}

    public static void main(String[] args) {
        software.amazon.awscdk.App app = new software.amazon.awscdk.App();
        Path root = Path.of(System.getProperty("breakwater.root", "")).toAbsolutePath();
        String environment = (String) app.getNode().tryGetContext("env");
        ConfigFolder config = ConfigFolder.ofProject();
        List<Problem> problems = switch (config.load(environment)) {
            case Loaded.Valid(Settings settings) ->
                describe(app, settings, Assets.of(root, config, settings.environment()));
            case Loaded.Invalid(List<Problem> found) -> found;
        };
        problems.forEach(System.err::println);
        if (!problems.isEmpty()) {
            if (environment == null) {
                System.err.println("name one with -c env=NAME, or use scripts/synth NAME");
            }
            System.exit(1);
        }
        app.synth();
    }

    /// The problems that prevent a deploy; if there are none, the app has the stacks.
    private static List<Problem> describe(software.amazon.awscdk.App app, Settings settings, Assets assets) {
        List<Problem> problems = Deployable.problems(settings, assets);
        if (problems.isEmpty()) {
            Breakwater.describe(app, settings, assets);
        }
        return problems;
    }
}
