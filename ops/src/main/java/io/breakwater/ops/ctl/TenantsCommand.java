package io.breakwater.ops.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.breakwater.settings.ConfigText;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Problem;
import io.breakwater.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The tenants in brief, and those that operators apply in addition to the environment's file.
@Command(name = "tenants", description = "All tenants in brief.")
final class TenantsCommand implements Callable<Integer> {

    @Mixin
    private final Access access = new Access();

    @Override
    public Integer call() {
        return access.showAll("tenants", AnswerTexts::tenants);
    }

    @Command(
            name = "list",
            description = "The tenants that operators have applied, in the form in which they were applied.")
    int list(@Mixin Access listed) {
        return listed.show("GET", "entries", AnswerTexts::entries);
    }

    @Command(name = "diff", description = "What 'apply' would change; nothing is changed.")
    int diff(
            @Mixin Access shown,
            @Parameters(
                            paramLabel = "FILE",
                            description = "A file with 'tenants', in the form of an environment's file.")
                    Path file,
            @Option(names = "--prune", description = "As for 'apply'.") boolean prune) {
        EntriesDiff diff = diff(new Entries(shown), file, prune);
        shown.print(diff.toString());
        return 0;
    }

    @Command(
            name = "apply",
            description = "Shows what changes and, with --yes, brings the tenants that operators apply in line with a"
                    + " file: served within 5 s, without a deploy.")
    int apply(
            @Mixin Access applied,
            @Parameters(
                            paramLabel = "FILE",
                            description = "A file with 'tenants', in the form of an environment's file.")
                    Path file,
            @Option(names = "--prune", description = "Removes tenants that were applied and are not in the file.")
                    boolean prune,
            @Option(names = "--yes", description = "Does it.") boolean yes) {
        Entries entries = new Entries(applied);
        EntriesDiff diff = diff(entries, file, prune);
        applied.print(diff.toString());
        if (!yes && !diff.isEmpty()) {
            throw new CtlException("nothing was changed; add --yes to do this");
        }
        entries.change(diff);
        return 0;
    }

    /// Reads and checks the file, so that faults are reported before anything changes.
    private static EntriesDiff diff(Entries entries, Path file, boolean prune) {
        EntriesDiff diff = EntriesDiff.of(read(file), entries.all(), prune);
        entries.check(diff);
        return diff;
    }

    private static List<JsonNode> read(Path file) {
        try {
            return switch (SettingsReader.readTenants(new ConfigText(file.toString(), Files.readString(file)))) {
                case Loaded.Valid(List<JsonNode> entries) -> entries;
                case Loaded.Invalid(List<Problem> problems) ->
                    throw new CtlException(
                            problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
            };
        } catch (IOException e) {
            throw new CtlException("%s cannot be read (%s)".formatted(file, e.getMessage()), e);
        }
    }

    @Command(name = "remove", description = "Removes tenants that were applied, and ends their keys.")
    int remove(@Mixin Access removed, @Parameters(paramLabel = "TENANT", arity = "1..*") List<String> tenants) {
        for (String tenant : tenants) {
            removed.ask("DELETE", "tenants/" + UrlNames.one(tenant), JsonNodeFactory.instance.objectNode());
            removed.print("Tenant " + tenant + " is removed; its keys have ended, and the routers know within 5 s.");
        }
        return 0;
    }
}
