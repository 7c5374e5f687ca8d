package io.breakwater.settings;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.model.Profile;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Reads the catalogue and one environment file, and reports all their faults at once.
public final class SettingsReader {

    private SettingsReader() {}

    /// Reads `config/models.yaml` and an environment file. Bad input is an answer, never an exception.
    public static Loaded<Settings> read(ConfigText catalogue, ConfigText environment) {
        return read(catalogue, environment, root -> root, EnvironmentShape.SHAPE);
    }

    /// Reads the part that is packaged with functions: an environment without its plans and tenants.
    public static Loaded<Settings> readPackaged(ConfigText catalogue, ConfigText environment) {
        return read(catalogue, environment, EnvironmentParts::without, EnvironmentShape.PACKAGED);
    }

    /// Reads `config/models.yaml` alone, as programs do that know no environment.
    public static Loaded<List<Profile>> readCatalogue(ConfigText catalogue) {
        Report report = new Report(catalogue.file());
        Known<Profile> profiles = profiles(catalogue, report);
        List<Problem> problems = report.problems().stream().distinct().toList();
        return problems.isEmpty()
                ? new Loaded.Valid<>(List.copyOf(profiles.sound().values()))
                : new Loaded.Invalid<>(problems);
    }

    /// Reads a file of tenants that operators apply: `tenants` in the form of an environment's file.
    /// Whether their plans and models exist is not checked here.
    ///
    /// @return each tenant's entry, in the order of the file
    public static Loaded<List<JsonNode>> readTenants(ConfigText text) {
        Report report = new Report(text.file());
        Path root = tree(text, file -> file, EnvironmentShape.TENANTS_FILE, report);
        if (root.present()) {
            Known.ids(root.key("tenants"), "tenant", report);
            TenantsReader.checkCount(root.key("tenants"), report);
        }
        return report.problems().isEmpty()
                ? new Loaded.Valid<>(
                        root.key("tenants").items().stream().map(Path::value).toList())
                : new Loaded.Invalid<>(report.problems());
    }

    private static Known<Profile> profiles(ConfigText catalogue, Report report) {
        return CatalogueReader.read(tree(catalogue, root -> root, CatalogueShape.SHAPE, report), report);
    }

    private static Loaded<Settings> read(
            ConfigText catalogue, ConfigText environment, UnaryOperator<JsonNode> part, Shape shape) {
        Report first = new Report(catalogue.file());
        Report second = new Report(environment.file());
        Known<Profile> profiles = profiles(catalogue, first);
        Optional<Settings> settings =
                new EnvironmentReader(second, profiles).read(tree(environment, part, shape, second));
        List<Problem> problems = Stream.of(first, second)
                .map(Report::problems)
                .flatMap(List::stream)
                .distinct()
                .toList();
        return settings.isPresent() && problems.isEmpty()
                ? new Loaded.Valid<>(settings.get())
                : new Loaded.Invalid<>(problems);
    }

    /// The file's tree with its shape checked; a missing node if it is not YAML.
    private static Path tree(ConfigText text, UnaryOperator<JsonNode> part, Shape shape, Report report) {
        JsonNode root = part.apply(new YamlText(report).read(text.content()));
        Path path = new Path("", root);
        if (path.present()) {
            new ShapeCheck(report).check(shape, path);
        }
        return path;
    }
}
