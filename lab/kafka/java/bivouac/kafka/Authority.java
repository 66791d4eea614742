// SPDX-License-Identifier: Apache-2.0
package bivouac.kafka;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The cluster's own certificate authority, new for each cluster and in memory only. */
final class Authority {
    /** Certificate (its chain is one long) and key, both PEM. */
    record Identity(String certificate, String key) {}

    private static final X500Name NAME = new X500Name("O=io.strimzi,CN=cluster-ca v0");

    private final SecureRandom random = new SecureRandom();
    private final KeyPair keys = newKeys();
    private final String certificate;

    Authority() throws GeneralSecurityException, OperatorCreationException, CertIOException {
        var builder = builder(NAME, keys);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        certificate = pem("CERTIFICATE", signed(builder).getEncoded());
    }

    String certificate() {
        return certificate;
    }

    /** @param subject as the operators have it: `O=io.strimzi,CN=bus-kafka` for a node of the cluster `bus`, `CN=name` for a user */
    Identity issue(String subject) throws GeneralSecurityException, OperatorCreationException, CertIOException {
        KeyPair own = newKeys();
        var builder = builder(new X500Name(subject), own);
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
        }));
        return new Identity(pem("CERTIFICATE", signed(builder).getEncoded()), pem("PRIVATE KEY", own.getPrivate().getEncoded()));
    }

    private JcaX509v3CertificateBuilder builder(X500Name subject, KeyPair own) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(NAME, new BigInteger(64, random).add(BigInteger.ONE),
            Date.from(now.minus(Duration.ofHours(1))), Date.from(now.plus(Duration.ofDays(7))), subject, own.getPublic());
    }

    private X509Certificate signed(JcaX509v3CertificateBuilder builder) throws GeneralSecurityException, OperatorCreationException {
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private KeyPair newKeys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private static String pem(String type, byte[] content) {
        return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
            + "\n-----END " + type + "-----\n";
    }
}
