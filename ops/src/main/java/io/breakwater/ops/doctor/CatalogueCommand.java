package io.breakwater.ops.doctor;

import io.breakwater.config.ConfigFolder;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `catalogue list|check ENV`: shows the catalogue, or compares it with Bedrock. It exits with 0 only
/// if nothing differs, 1 if something does, and 2 for bad use.
@Command(
        name = "catalogue",
        description = "Shows the catalogue of models, or compares it with what Bedrock says; changes nothing.")
public final class CatalogueCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /// Prints a line for each inference profile.
    @Command(description = "Shows each inference profile with price, quota and lifecycle.")
    int list(
            @Parameters(paramLabel = "ENV", description = "An environment, by the name of its file in config/.")
                    String environment)
            throws IOException {
        return switch (ConfigFolder.ofProject().load(environment)) {
            case Loaded.Valid(Settings settings) -> {
                CatalogueTable.of(settings.profiles().values())
                        .forEach(spec.commandLine().getOut()::println);
                yield 0;
            }
            case Loaded.Invalid<Settings> invalid -> invalid(invalid);
        };
    }

    /// Compares profiles, destinations and lifecycle, in every account and Region of the environment's shards.
    @Command(description = "Compares the catalogue with what Bedrock says.")
    int check(
            @Parameters(paramLabel = "ENV", description = "The environment whose accounts and Regions are asked.")
                    String environment,
            @Option(names = "--json", description = "One JSON object instead of lines.") boolean json,
            @Option(names = "--strict", description = "Things that could not be checked count as wrong.")
                    boolean strict)
            throws IOException {
        ConfigFolder config = ConfigFolder.ofProject();
        Examination examination =
                new Examination(environment, json, strict, spec.commandLine().getOut());
        return switch (config.load(environment)) {
            case Loaded.Valid(Settings settings) ->
                compared(settings, CatalogueLines.of(Files.readString(config.catalogue())), examination);
            case Loaded.Invalid<Settings> invalid -> invalid(invalid);
        };
    }

    private static int compared(Settings settings, CatalogueLines lines, Examination examination) {
        return examination.ofAccounts(
                settings.home(),
                List.of(),
                accounts -> new CatalogueCheck(settings, lines, accounts, Examination.today())::examine);
    }

    private int invalid(Loaded.Invalid<Settings> invalid) {
        invalid.problems().forEach(spec.commandLine().getErr()::println);
        return Examination.WRONG;
    }
}
