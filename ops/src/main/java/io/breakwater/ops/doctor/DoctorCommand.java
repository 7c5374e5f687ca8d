package io.breakwater.ops.doctor;

import io.breakwater.config.ConfigFolder;
import io.breakwater.ops.account.AwsEndpoint;
import io.breakwater.ops.account.Placeholders;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `doctor ENV`: looks for problems that would make a deploy fail, and changes nothing. It exits with 0
/// only if nothing is wrong, 1 if something is, and 2 for bad use.
@Command(
        name = "doctor",
        description = "Looks for problems that would make a deploy of an environment fail; changes nothing.")
public final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "ENV", description = "The environment, by the name of its file in config/.")
    private String environment = "";

    @Option(names = "--json", description = "One JSON object instead of lines.")
    private boolean json;

    @Option(names = "--strict", description = "Things that could not be checked count as wrong.")
    private boolean strict;

    @Override
    public Integer call() throws IOException {
        ConfigFolder config = ConfigFolder.ofProject();
        return switch (config.load(environment)) {
            case Loaded.Valid(Settings settings) ->
                examined(settings, CatalogueLines.of(Files.readString(config.catalogue())));
            case Loaded.Invalid<Settings> invalid -> {
                invalid.problems().forEach(spec.commandLine().getErr()::println);
                yield Examination.WRONG;
            }
        };
    }

    private int examined(Settings settings, CatalogueLines catalogue) {
        Examination examination =
                new Examination(environment, json, strict, spec.commandLine().getOut());
        return examination.ofAccounts(
                settings.home(),
                examples(settings),
                accounts -> new Doctor(settings, catalogue, accounts, Examination.today())::examine);
    }

    /// The placeholders of the shipped examples that are still in the file.
    private static List<Line> examples(Settings settings) {
        CheckedPlace home =
                new CheckedPlace(settings.home().account(), settings.home().region());
        return Placeholders.in(settings, AwsEndpoint.ofEnvironment()).stream()
                .map(example -> new Line("placeholder", home, new Finding.Wrong(example.seen(), example.fix())))
                .toList();
    }
}
