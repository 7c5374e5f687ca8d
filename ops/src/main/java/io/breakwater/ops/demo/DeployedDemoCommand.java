package io.breakwater.ops.demo;

import io.breakwater.config.ConfigFolder;
import io.breakwater.demo.DemoEntry;
import io.breakwater.demo.DemoException;
import io.breakwater.demo.Pattern;
import io.breakwater.ops.account.Operator;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Problem;
import io.breakwater.settings.Settings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `demo PATTERN --env ENV`: shows a pattern at work in a deployed environment. It exits with 0 only if
/// the pattern held, 1 if it did not or if the environment cannot be reached, and 2 if the environment
/// lacks what the demo needs. With `--add-to-config` it adds the missing lines to the environment's
/// file instead.
@Command(name = "demo", description = "Shows one of the gateway's patterns at work in a deployed environment.")
public final class DeployedDemoCommand implements Callable<Integer> {
    private static final int NOT_HELD = 1;
    private static final int NOT_POSSIBLE = 2;

    @Option(names = "--env", paramLabel = "ENV", required = true, description = "The deployed environment.")
    private String environment = "";

    @Option(
            names = "--add-to-config",
            description = "Adds what the demo needs to the environment's file, and shows nothing.")
    private boolean addToConfig;

    @Mixin
    private final DemoEntry entry = new DemoEntry();

    @Mixin
    private final DeployedOptions options = new DeployedOptions();

    @Override
    public Integer call() throws InterruptedException {
        return entry.enter(this::show);
    }

    private Settings settings() throws DemoException {
        return switch (ConfigFolder.ofProject().load(environment)) {
            case Loaded.Valid(Settings settings) -> settings;
            case Loaded.Invalid(List<Problem> problems) ->
                throw DemoException.unusable(String.join(
                        "\n", problems.stream().map(Problem::toString).toList()));
        };
    }

    private int show(List<Pattern> patterns) throws DemoException, InterruptedException {
        options.check();
        Settings settings = settings();
        DemoFinder finder = options.finder(settings, entry.requests());
        List<DemoFit> fits = patterns.stream().map(finder::of).toList();
        List<DemoFit.Missing> missing = only(DemoFit.Missing.class, fits);
        List<DemoFit.Ready> ready = only(DemoFit.Ready.class, fits);
        if (addToConfig) {
            Addition addition = new Addition(ConfigFolder.ofProject(), settings, entry.progress());
            return addition.add(missing) ? 0 : NOT_POSSIBLE;
        }
        if (!missing.isEmpty()) {
            new MissingText(settings).print(missing, entry.progress());
        }
        boolean held = ready.isEmpty() || show(settings, ready);
        return held ? (missing.isEmpty() ? 0 : NOT_POSSIBLE) : NOT_HELD;
    }

    private static <T extends DemoFit> List<T> only(Class<T> kind, List<DemoFit> fits) {
        return fits.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private boolean show(Settings settings, List<DemoFit.Ready> ready) throws DemoException, InterruptedException {
        try (Operator operator = Operator.in(settings.home())) {
            return switch (operator.enter()) {
                case Operator.Entered(var access) ->
                    new DeployedDemos(new Deployment(settings, access, operator.http()), options)
                            .show(ready, entry.output());
                case Operator.Refused(String why, String fix) -> throw DemoException.unusable(why + "\nfix: " + fix);
            };
        }
    }
}
