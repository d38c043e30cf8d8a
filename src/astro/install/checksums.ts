/**
 * SHA-256 of the archives that Astronomer has released, by version and platform, as its Homebrew tap (astronomer/homebrew-tap)
 * gives them: another repository than the one that serves the archives.
 */
export const CHECKSUMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '1.41.0': {
    linux_amd64: 'd14bd43263610aebaae1012487bc5eaf4aeb4d0c49a37fc7eaf4f7a62f8ea153',
    linux_arm64: '31b4a4f9aba966f7c68411145d45eb2b0c3a01556791122c3e4b1a053713c447'
  },
  '1.42.0': {
    linux_amd64: 'bf42a29eb2479b5fa7de8544953bdc868557967651f26a4ed6b64f9b9f710a8c',
    linux_arm64: 'a891c4853c2b44f944547e72a223c60978c07825c43ef3e249a9fb91e2770682'
  },
  '1.43.0': {
    linux_amd64: 'bfea7dbe66fb3bb5594ffe632902f89ddf5ed5bd94603f3a3403463de40164b5',
    linux_arm64: 'bb028608fe5ff9c3dd83cd368db6e69a862a23af7e99cf0c770f21227968d06e'
  },
  '1.43.1': {
    linux_amd64: 'f154782463cea133a98d46515d005ca4f8869f049736a9f8733ebfcc61c50929',
    linux_arm64: '47c04b193fe494b5c7a52745a1ca3735828c1786b4152978e6d3c8cd4d58e40d'
  },
  '1.44.0': {
    linux_amd64: '93ece55776ad931a270d93f8d2fbcc5cf91157bd4423c72366b62ffaa72e6005',
    linux_arm64: '314a1b5adcd64a13ab60bfbdc13f07899f00ccb983b0de27eddb259f16c60591'
  },
  '1.45.0': {
    linux_amd64: '8455342dc97f061492a39306b8de5ccfe090080acff70db52d5244e0c1b52bec',
    linux_arm64: 'bdce34dbe739f294e0c13fb2ad2ccd530f37f3e95c7afb2519c226ade0a450b7'
  },
  '1.46.0': {
    linux_amd64: 'bf63dfbfc8373317d0aa0abdd6307f75c3890c0691483470c682054516f79dcf',
    linux_arm64: 'f69675aad852fc52e219217d28c066dc5a8e77eee457e1b5acfac1c615085be1'
  }
}
