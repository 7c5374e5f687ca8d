package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Profile;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The catalogue is read by a program that knows no environment.
class CatalogueAloneTest {

    @Test
    void it_has_the_profiles_that_an_environment_sees() {
        Loaded<List<Profile>> alone = SettingsReader.readCatalogue(Shipped.catalogue());

        assertThat(((Loaded.Valid<List<Profile>>) alone).value())
                .containsExactlyInAnyOrderElementsOf(
                        Shipped.settings("dev").profiles().values());
    }

    @Test
    void its_problems_are_told_at_once() {
        Loaded<List<Profile>> read =
                SettingsReader.readCatalogue(new ConfigText("models.yaml", "routes: 7\nmodals: {}\n"));

        assertThat(((Loaded.Invalid<List<Profile>>) read).problems())
                .extracting(Problem::toString)
                .anySatisfy(problem -> assertThat(problem).contains("routes"))
                .anySatisfy(problem -> assertThat(problem).contains("modals"));
    }
}
