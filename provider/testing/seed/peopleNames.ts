/** Names from many places, so that sorting, accents and apostrophes are seen early. Any given name goes with any family name. */
const GIVEN =
  "Amara Zoë Mateo Yuki Fatima Liam Priya Noah Ingrid Kwame Mei Oluwaseun Sofia Arjun Chloé Tomasz Leila Hiroshi Nia " +
  "Diego Aisha Björn Camila Dmitri Emeka Freya Giulia Hassan Isabel Jamal Keiko Lars Mónica Nikhil Olga Paolo Qing Rosa " +
  "Samir Thandiwe Umar Valentina Wei Ximena Yusuf Zainab André Beatriz Chidi Daniela Elif Farid Grace Henrik Imani Jorge " +
  "Katarzyna Linh Malik Nadia Omar Petra Rahul Siobhán Tariq Ursula Viktor Wanjiru Xavier Yara Zlatan Ananya Bram";

const FAMILY =
  "Okafor Nguyen García Tanaka Al-Farsi O'Brien Sharma Kowalski Müller Mensah Chen Adeyemi Rossi Patel Dubois Novák " +
  "Haddad Sato Mwangi Fernández Khan Lindqvist Silva Ivanov Eze Hansen Conti Rahman Torres Williams Suzuki Jensen " +
  "Castillo Iyer Petrova Romano Zhang Morales Nasser Dlamini Yılmaz Costa Li Hernández Abdi Hussain Moreau Pereira Obi " +
  "Santos Demir Mohammadi Thompson Berg Njoroge Ramírez Wiśniewska Tran Jackson Haddou Pham Vargas Schneider Gupta " +
  "Gallagher Siddiqui Weber Bauer Kamau Laurent Cohen Nakamura Kim Park Choi Singh Reddy Ali Osman Diallo";

/** 73 given names. */
export const GIVEN_NAMES: readonly string[] = GIVEN.split(" ");

/** 80 family names; a number without a common factor with 73 makes the first 5,840 pairs different. */
export const FAMILY_NAMES: readonly string[] = FAMILY.split(" ");
