package io.breakwater.settings;

import io.breakwater.PublicNames;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The keys that users' files contain.
class ConfigurationNamesTest {
    private final Set<String> names = new TreeSet<>();

    @Test
    void files_keep_their_keys_and_the_names_that_those_take() {
        walk("models.yaml", CatalogueShape.SHAPE);
        walk("ENV.yaml", EnvironmentShape.SHAPE);
        PublicNames.CONFIGURATION.are(names);
    }

    private void walk(String path, Shape shape) {
        switch (shape) {
            case Shape.Entries(var keys) ->
                keys.forEach(key -> {
                    String name = path + (path.endsWith("yaml") ? ": " : ".") + key.name();
                    names.add(key.required() ? name + " (required)" : name);
                    walk(name, key.shape());
                });
            case Shape.Named(Shape name, Shape value, var _) -> {
                walk(path + ".*", name);
                walk(path + ".*", value);
            }
            case Shape.Items(Shape item, var _) -> walk(path + "[]", item);
            case Shape.EntriesOrItems(Shape entries, Shape items) -> {
                walk(path, entries);
                walk(path, items);
            }
            case Shape.Choice(var choices) -> choices.forEach(choice -> names.add(path + " = " + choice));
            case Shape.Flag _ -> names.add(path + " = true, false");
            case Shape.Text _, Shape.Whole _, Shape.Decimal _ -> {}
        }
    }
}
