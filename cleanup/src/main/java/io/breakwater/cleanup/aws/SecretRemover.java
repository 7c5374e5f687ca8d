package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/// Secrets. Their values are not read. They are deleted at once: a secret in its recovery window would
/// block its name for the next deploy. The list may be five minutes old, so each secret is read
/// individually ("ListSecrets", AWS Secrets Manager API Reference).
record SecretRemover(Function<Place, SecretsManagerClient> clients) implements ResourceRemover {

    @Override
    public Kind kind() {
        return Kind.SECRET;
    }

    @Override
    public List<FoundResource> list(Place place) {
        SecretsManagerClient secrets = clients.apply(place);
        return secrets.listSecretsPaginator(list -> list.includePlannedDeletion(true)).stream()
                .flatMap(page -> page.secretList().stream())
                .filter(secret -> CandidateNames.ours(secret.name()))
                .flatMap(secret -> found(place, secrets, secret.arn()).stream())
                .toList();
    }

    private Optional<FoundResource> found(Place place, SecretsManagerClient secrets, String arn) {
        return NotFoundErrors.orElse(
                Optional.empty(),
                () -> Optional.of(found(place, secrets.describeSecret(describe -> describe.secretId(arn)))));
    }

    private FoundResource found(Place place, DescribeSecretResponse secret) {
        return new FoundResource(
                place,
                kind(),
                secret.arn(),
                secret.name(),
                CandidateNames.tags(secret.tags(), Tag::key, Tag::value),
                String.valueOf(secret.createdDate()),
                FoundResource.State.costing(secret.deletedDate() == null ? IdlePrice.SECRET : 0));
    }

    @Override
    public Optional<String> remove(FoundResource found) {
        return NotFoundErrors.ignored(() -> clients.apply(found.place())
                .deleteSecret(delete -> delete.secretId(found.id()).forceDeleteWithoutRecovery(true)));
    }
}
