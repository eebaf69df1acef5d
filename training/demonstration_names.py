"""Given and family names for invented people, as varied as a Danish municipality's."""

GIVEN_NAMES = """
    Ali Amina Anders Anja Anton Ayse Birgit Bo Camilla Carsten Christian Dorte Ebba Elias Emil Esben
    Fatima Finn Freja Gitte Hanne Hassan Helle Ida Inger Ivan Jamal Jan Jens Jonas Jytte Katrin Kim
    Kirsten Lars Leila Line Lone Magda Malik Maria Marianne Mikkel Minh Mohamed Morten Nadia Nanna
    Niels Ole Olga Per Pia Poul Rasmus Rikke Samir Sara Signe Sofie Susanne Søren Thi Thomas Tina
    Torben Ulla Victor Yasmin Zainab Åse
""".split()  # noqa: SIM905 - a list of seventy strings reads worse
FAMILY_NAMES = """
    Abdi Andersen Aagaard Bach Berg Bjerre Bruun Chen Christensen Dahl Demir Eriksen Fischer Friis
    Hansen Holm Hussein Ibrahim Iversen Jensen Jepsen Juhl Jørgensen Kaya Kjær Koch Kowalska Krogh
    Larsen Lund Madsen Meyer Mikkelsen Møller Müller Nguyen Nielsen Nissen Olsen Omar Pedersen
    Petersen Poulsen Rasmussen Riis Schmidt Skov Sørensen Thomsen Toft Vestergaard Winther Yilmaz
    Østergaard Ågård
""".split()  # noqa: SIM905 - as above
