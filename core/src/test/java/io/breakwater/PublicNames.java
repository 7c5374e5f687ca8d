package io.breakwater;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// The names that people, their programs and their stored data know, one file of `docs/public-names/`
/// for each kind. Tests derive the content from the code: if a name changes, is added or is removed,
/// the test that holds its file fails.
public enum PublicNames {
    LABELS("""
            What logs, metrics, headers and reports call things: endings of calls (outcome), refused requests (refusal; as the
            ending of a request, and as the dimension Reason), endings of answered ones, events, reasons why keys are refused,
            limits, reasons why a target is left out, whose room a request took.
            """),
    METRICS("""
            The namespace in CloudWatch, and each metric with its unit and the dimensions it is told apart by.
            """),
    CONFIGURATION("""
            Keys of config/models.yaml and of an environment's file, and names that a key may have as its value. * stands for
            a name of the author's.
            """),
    STORED_LEDGERS("""
            Keys of ledger items, and the attributes of tenants' and targets' items, and of those with lengths of answers. The last four characters of what is booked
            by model are made of the model's id, the eight after k are drawn for each renewed reservation; a number at the end is
            a number of items, after r of a month, of lengths that of a bucket.
            """),
    STORED_HEALTH("""
            Names and forms of the texts that say what is known of targets. N is a number.
            """),
    STORED_ITEMS("""
            What DynamoDB is asked to keep: each item's key and its attributes with their types.
            """),
    LOG_FIELDS("""
            The router's log: each event's fields, and the levels it is written at.
            """),
    HEADERS("""
            Headers of answers, and those of requests that are read. Keys are read from those of key-headers.txt.
            """),
    ERRORS("""
            What clients tell errors apart by, for every refusal in every language, and for what API Gateway answers itself.
            """),
    KEY_HEADERS("""
            Headers that may carry a key: any of them, or by the realm of a path where answers about keys are cached.
            """),
    TENANT_SECRETS("""
            The secret in which a tenant's key is found.
            """),
    ADMIN_API("""
            The operators' API: the members of each call's body and of its answer. The audit log has a line for each change.
            """),
    REPORTS("""
            Members of what tenants are told: GET /v1/usage and POST /v1/plan.
            """),
    SIMULATION_API("""
            The simulated Bedrock's own API, /_sim: the members that are read and answered, and the kinds of faults.
            """),
    COMMANDS_LOCAL("""
            Commands and options of scripts/local and scripts/demo.
            """),
    COMMANDS_SIMULATED_BEDROCK("""
            Options of scripts/simulated-bedrock.
            """),
    COMMANDS_SIMULATE("""
            Options of scripts/simulate.
            """),
    COMMANDS_OPERATORS("""
            Commands and options of scripts/doctor, scripts/gatewayctl, scripts/demo --env and scripts/test-deploy.
            """),
    COMMANDS_CLEANUP("""
            Commands and options of scripts/cleanup.
            """),
    COMMANDS_BENCH("""
            Commands and options of scripts/bench.
            """),
    SCRIPTS("""
            Every script, with the options and variables that its help names.
            """),
    DEPLOYED("""
            What outlives a deploy, or is found by its name: logical ids of resources with state, names of tables, secrets,
            parameters, APIs, roles and log groups, alarms, tags, variables of functions, fields of the access log.
            ENV, SHARD, REGION, TENANT and ACCOUNT stand for what differs.
            """);

    private static final Path FOLDER = Path.of(System.getProperty("breakwater.root", "."), "docs", "public-names");

    /// The system property that makes this and other tests rewrite their recorded files instead of
    /// comparing them.
    private static final String REWRITE = "breakwater.rewrite";

    private final String about;

    PublicNames(String about) {
        this.about = about;
    }

    /// Fails unless the file has exactly these lines.
    public void are(Collection<String> lines) {
        Set<String> derived = new TreeSet<>(lines);
        assertThat(derived).as("names of " + this).isNotEmpty();
        if (Boolean.getBoolean(REWRITE)) {
            write(derived);
        }
        compare(derived);
    }

    void compare(Set<String> derived) {
        assertThat(derived).as(howToChange()).containsExactlyElementsOf(written());
    }

    Path file() {
        return FOLDER.resolve(name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt");
    }

    static Path folder() {
        return FOLDER;
    }

    private String howToChange() {
        return """
                the public names in docs/public-names/%s. Others know them: keep the old name, or read the old one beside the \
                new. If the change is meant, run this test again with -D%s=true, commit the file with the change, \
                and say so in CHANGELOG.md""".formatted(file().getFileName(), REWRITE);
    }

    private Set<String> written() {
        try {
            Set<String> lines = new TreeSet<>(Files.readAllLines(file()));
            lines.removeIf(line -> line.startsWith("#"));
            return lines;
        } catch (IOException missing) {
            throw new UncheckedIOException(howToChange(), missing);
        }
    }

    private void write(Set<String> lines) {
        String heading = about.lines().map(line -> "# " + line + "\n").collect(joining());
        String body = lines.stream().map(line -> line + "\n").collect(joining());
        try {
            Files.writeString(file(), heading + body);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
