package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The catalogue read by a program that knows no environment.
class CatalogueAloneTest {

    @Test
    void it_has_the_profiles_that_an_environment_sees() {
        LoadedCatalogue alone = SettingsReader.readCatalogue(Shipped.catalogue());

        assertThat(alone)
                .isInstanceOfSatisfying(
                        LoadedCatalogue.Valid.class,
                        valid -> assertThat(valid.profiles())
                                .containsExactlyInAnyOrderElementsOf(
                                        Shipped.settings("dev").profiles().values()));
    }

    @Test
    void its_problems_are_told_at_once() {
        LoadedCatalogue read = SettingsReader.readCatalogue(new ConfigText("models.yaml", "routes: 7\nmodals: {}\n"));

        assertThat(read)
                .isInstanceOfSatisfying(
                        LoadedCatalogue.Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting(Problem::toString)
                                .anySatisfy(problem -> assertThat(problem).contains("routes"))
                                .anySatisfy(problem -> assertThat(problem).contains("modals")));
    }
}
