package io.breakwater.ops.doctor;

import io.breakwater.adapters.config.ConfigFolder;
import io.breakwater.adapters.credentials.AccountAccess;
import io.breakwater.ops.account.Operator;
import io.breakwater.settings.Home;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `doctor ENV`: looks for what would make a deploy fail, and changes nothing. It exits 0 only if nothing is
/// wrong, 1 if something is, and 2 for bad use.
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = "Looks for what would make a deploy of an environment fail; changes nothing.")
public final class DoctorCommand implements Callable<Integer> {
    private static final int WRONG = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "ENV", description = "The environment, as its file in config/ is named.")
    private String environment = "";

    @Option(names = "--json", description = "One JSON object instead of lines.")
    private boolean json;

    @Option(names = "--strict", description = "What could not be checked counts as wrong.")
    private boolean strict;

    @Override
    public Integer call() throws IOException {
        ConfigFolder config = ConfigFolder.ofProject();
        return switch (config.load(environment)) {
            case Loaded.Valid(Settings settings) ->
                examined(settings, CatalogueLines.of(Files.readString(config.catalogue())));
            case Loaded.Invalid invalid -> {
                invalid.problems().forEach(spec.commandLine().getErr()::println);
                yield WRONG;
            }
        };
    }

    private int examined(Settings settings, CatalogueLines catalogue) {
        try (Operator operator = Operator.in(settings.home())) {
            return switch (operator.enter()) {
                case Operator.Entered(AccountAccess access) ->
                    report(new Doctor(settings, catalogue, new OperatorAccounts(access, operator.http()))::examine);
                case Operator.Refused(String why, String fix) ->
                    report(report -> report.accept(refused(settings.home(), new Finding.Wrong(why, fix))));
            };
        }
    }

    private static Line refused(Home home, Finding finding) {
        return new Line("credentials", new Place(home.account(), home.region()), finding);
    }

    private int report(Consumer<Consumer<Line>> examination) {
        List<Line> lines = new ArrayList<>();
        Consumer<Line> shown = json ? lines::add : printing().andThen(lines::add);
        examination.accept(shown);
        Tally tally = new Tally(lines);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? TallyJson.of(environment, tally).toString() : new LineText(Ansi.AUTO).of(tally));
        out.flush();
        return tally.passes(strict) ? 0 : WRONG;
    }

    private Consumer<Line> printing() {
        PrintWriter out = spec.commandLine().getOut();
        LineText text = new LineText(Ansi.AUTO);
        return line -> {
            out.println(text.of(line));
            out.flush();
        };
    }
}
